import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as WatchPages from '../../../src/cli/watch-pages.ts';
import { seededRandom } from '../../../src/kernel/random.ts';
import type * as HiddenChecks from '../../../src/runner/hidden-checks.ts';
import type * as LoadCourse from '../../../src/runner/load-course.ts';
import type * as Sessions from '../../../src/runner/session.ts';
import type * as Watching from '../../../src/runner/watch-loop.ts';
import { realWorld } from '../../observe/real-world.ts';
import { built } from '../built.ts';
import { serve } from '../subject.ts';

/** Watch mode at work on a lesson of a workspace: `once` saves the program, and waits for the verdict to be drawn. */
const [workspaceDir = '', folder = ''] = process.argv.slice(2);
const { openSession, namedLesson } = await built<typeof Sessions>('runner/session');
const { loadLesson } = await built<typeof LoadCourse>('runner/load-course');
const { openJudge } = await built<typeof HiddenChecks>('runner/hidden-checks');
const { watchLoop } = await built<typeof Watching>('runner/watch-loop');
const { watchPage } = await built<typeof WatchPages>('cli/watch-pages');

const quit = new AbortController();
const world = realWorld({ cwd: workspaceDir, interrupted: quit.signal });
const session = await openSession(world);
const entry = namedLesson(session.course, folder);
const { lesson } = await loadLesson(world.packageDir, entry);
const [program] = Object.values(lesson.plan(seededRandom('bench')).programs);
const file = join(await session.workspace.lessonDir(entry), program?.entry ?? '');
const text = await readFile(file, 'utf8');

let last: Watching.WatchScene['state']['last'];
let verdictIsDrawn: () => void = () => undefined;
const judge = openJudge(world);
const ended = watchLoop({
  session,
  entry,
  judge,
  draw: async (scene) => {
    await watchPage(scene, { width: 80, colour: true });
    if (scene.state.phase === 'idle' && scene.state.last !== last) {
      last = scene.state.last;
      verdictIsDrawn();
    }
    return { scroll: 0 };
  },
  onKey: () => () => undefined,
  onResize: () => () => undefined,
});

let saves = 0;
serve(
  async () => {
    const drawn = new Promise<void>((resolve) => (verdictIsDrawn = resolve));
    const changed = `${text}\n// save ${saves++}\n`;
    const startedAt = performance.now();
    await writeFile(file, changed);
    await drawn;
    const durationMs = performance.now() - startedAt;
    if (last?.verdict.verdict !== 'pass') throw new Error(`the answer did not pass: ${JSON.stringify(last?.verdict)}`);
    return durationMs;
  },
  async () => {
    quit.abort('the bench is over');
    await ended;
    await (await judge)[Symbol.asyncDispose]();
  },
);
