import { join } from 'node:path';
import { seededRandom } from '../../src/kernel/random.ts';
import type * as LoadCourse from '../../src/runner/load-course.ts';
import { built, packageDir } from './built.ts';
import { driveByHand } from './drive-by-hand.ts';
import { placeWithPackages, solvedWorkspace } from './place.ts';
import { moreThan, type Row, timesOf } from './row.ts';
import { type Rounds, sideBySide } from './samples.ts';
import { openSubject } from './subject.ts';
import { timeProgram } from './time-program.ts';

/** People take longer between two saves than learn-obs takes to make ready for the next. */
const rounds: Rounds = { counted: 20, warmUp: 3, restMs: 700 };

/** A program that prints and ends: nothing may stand between the learner and Node. */
export const saveOneShot: Row = {
  name: 'save to verdict, lesson 00',
  measure: async () => {
    await using workspace = await solvedWorkspace('00-welcome');
    await using vitestPlace = await placeWithPackages();
    const program = 'src/welcome.ts';
    await using watching = await openSubject('watching', [workspace.dir, '00-welcome']);
    await using warmVitest = await openSubject('warm-vitest', [vitestPlace.dir, workspace.lessonDir, program]);
    const { ours, byHand, vitest } = await sideBySide(
      {
        byHand: () => timeProgram([program], { cwd: workspace.lessonDir, env: { ON_CALL: 'Ada' } }),
        ours: watching.once,
        vitest: warmVitest.once,
      },
      rounds,
    );
    return {
      ours,
      against: [timesOf('node by hand', ours, byHand, 1), timesOf('a rerun in warm Vitest', ours, vitest, 0.5)],
    };
  },
};

/** A service that is started, called and stopped: what we add to that. @param folder of a lesson with one such program */
export function saveService(folder: string): Row {
  return {
    name: `save to verdict, lesson ${folder.slice(0, 2)}`,
    measure: async () => {
      await using workspace = await solvedWorkspace(folder);
      const { loadLesson } = await built<typeof LoadCourse>('runner/load-course');
      const { lesson } = await loadLesson(packageDir, { folder });
      const compileCacheDir = join(workspace.dir, '.learn-obs/compile-cache');
      await using watching = await openSubject('watching', [workspace.dir, folder]);
      let tries = 0;
      const { ours, byHand } = await sideBySide(
        {
          byHand: () =>
            driveByHand(lesson.plan(seededRandom(`bench ${tries++}`)), workspace.lessonDir, compileCacheDir),
          ours: watching.once,
        },
        rounds,
      );
      return { ours, against: [moreThan('the plan followed by hand', ours, byHand, 150)] };
    },
  };
}
