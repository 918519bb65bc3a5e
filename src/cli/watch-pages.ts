import { checksModel } from '../runner/checks-model.ts';
import { hintMarkdown } from '../runner/give-hint.ts';
import { readInstructions } from '../runner/lesson-texts.ts';
import { ownChanges, revealSolution } from '../runner/reveal-solution.ts';
import { listedLessons } from '../runner/session.ts';
import type { Evidence } from '../telemetry/evidence.ts';
import { verdictModel } from '../runner/verdict-model.ts';
import type { WatchScene } from '../runner/watch-loop.ts';
import { checksListView } from '../views/terminal/checks-list.ts';
import { diffView } from '../views/terminal/diff.ts';
import { helpKeysView } from '../views/terminal/help-keys.ts';
import { lessonListView } from '../views/terminal/lesson-list.ts';
import { markdownView } from '../views/terminal/markdown.ts';
import type { Look } from '../views/terminal/palette.ts';
import { verdictView } from '../views/terminal/verdict.ts';
import { problemLines, signalLines } from './signal-lines.ts';
import { quietKeys, watchKeys } from './watch-keys.ts';

/** The page that watch mode shows, as lines. */
export async function watchPage(scene: WatchScene, look: Look): Promise<readonly string[]> {
  const { state, session, entry, hint, seen } = scene;
  const { last } = state;
  switch (state.page) {
    case 'verdict':
      return last ? verdictView(await verdictModel(session, entry, last.verdict, true), look) : [];
    case 'readme':
      return markdownView(await readInstructions(session.world.packageDir, entry), look);
    case 'hint':
      return hint ? markdownView(hintMarkdown(hint), look) : [];
    case 'run':
      return seen ? runPage(seen, look) : [];
    case 'show':
      return last ? signalLines(last.evidence, last.verdict, undefined, look) : [];
    case 'checks':
      return checksListView(await checksModel(session, entry), look);
    case 'list':
      return lessonListView({ lessons: listedLessons(session), current: entry.slug }, look);
    case 'diff':
      return diffPage(scene, look);
    case 'help':
      return helpKeysView([...watchKeys(state), ...quietKeys], look);
  }
}

function runPage(seen: Evidence, look: Look): readonly string[] {
  const signals = signalLines(seen, undefined, undefined, look);
  return seen.problem ? [...problemLines(seen.problem, look), '', ...signals] : signals;
}

async function diffPage({ state, session, entry }: WatchScene, look: Look): Promise<readonly string[]> {
  if (state.last?.verdict.verdict !== 'pass')
    return diffView(await ownChanges(session, entry), { before: 'the starter', after: 'yours' }, look);
  return diffView(
    await revealSolution(session, entry, { giveUp: false }),
    { before: 'yours', after: 'the reference' },
    look,
  );
}
