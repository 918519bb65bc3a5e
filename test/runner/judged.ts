import { join } from 'node:path';
import { findLesson, type LessonEntry } from '../../src/course/order.ts';
import { openJudge, type Judge, type Judgement } from '../../src/runner/hidden-checks.ts';
import { loadCourse } from '../../src/runner/load-course.ts';
import type { Evidence } from '../../src/telemetry/evidence.ts';
import { runOf } from '../checks/hand-made.ts';
import { fakeWorld } from '../fake-world.ts';
import { layCourse } from '../fixture-course.ts';
import { temporaryPlace } from '../workspace/place.ts';

/** A judge of the small course. */
export interface Court extends AsyncDisposable {
  readonly dir: string;
  readonly judge: Judge;
  lesson(name: string): LessonEntry;
  /** What becomes of a program that printed these lines. */
  judged(lesson: string, ...lines: readonly string[]): Promise<Judgement | undefined>;
}

/** @param course texts by path, in place of what the course has there; `<dir>` in them is the folder of this test */
export async function court(course: Readonly<Record<string, string>> = {}): Promise<Court> {
  const place = await temporaryPlace();
  const packageDir = join(place.dir, 'package');
  const texts = Object.entries(course).map(([path, text]) => [path, text.replaceAll('<dir>', place.dir)]);
  await layCourse(packageDir, Object.fromEntries(texts) as Record<string, string>);
  const entries = await loadCourse(packageDir);
  const lesson = (name: string): LessonEntry => findLesson(entries, name)!;
  const judge = await openJudge(fakeWorld({ packageDir }));
  return {
    dir: place.dir,
    judge,
    lesson,
    judged: (name, ...lines) => judge.judge(lesson(name), Promise.resolve(evidenceOf(name, lines))),
    [Symbol.asyncDispose]: async () => {
      await judge[Symbol.asyncDispose]();
      await place[Symbol.asyncDispose]();
    },
  };
}

/** One start of a program that printed these lines; GUEST is Ada. */
export function evidenceOf(lesson: string, lines: readonly string[]): Evidence {
  const { evidence } = runOf(lines);
  const programs = evidence.programs.map((program) => ({ ...program, name: lesson, env: { GUEST: 'Ada' } }));
  return { format: 1, lesson, seed: 'a', startedAt: 0, durationMs: 100, runs: [{ ...evidence, programs }] };
}
