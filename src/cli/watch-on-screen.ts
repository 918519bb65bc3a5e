import type { LessonEntry } from '../course/order.ts';
import { wrapText } from '../kernel/text.ts';
import type { Screen } from '../kernel/world.ts';
import { passedCount, type Session } from '../runner/session.ts';
import { watchLoop, type WatchScene } from '../runner/watch-loop.ts';
import { withJudge } from '../runner/with-judge.ts';
import { watchScreenView, type WatchActivity } from '../views/terminal/watch-screen.ts';
import { lookOf, printLines } from './print.ts';
import { watchKeys } from './watch-keys.ts';
import { watchPage } from './watch-pages.ts';

/** Watch mode on the terminal: takes the screen, and gives it back as it was, whatever happens. */
export async function watchOnScreen(session: Session, entry: LessonEntry): Promise<void> {
  const { screen, instruments } = session.world;
  const draw = (scene: WatchScene): Promise<{ scroll: number }> =>
    instruments.span('draw', { lesson: scene.entry.slug, page: scene.state.page }, async () =>
      drawScene(screen, scene, await watchPage(scene, lookOf(screen))),
    );
  const ended = await withScreen(screen, () =>
    withJudge(session.world, (judge) =>
      watchLoop({
        session,
        entry,
        judge,
        draw,
        onKey: (listener) => screen.onKey(listener),
        onResize: (listener) => screen.onResize(listener),
      }),
    ),
  );
  const goodbye = `${passedCount(ended)} of ${ended.course.length} lessons passed. \`npx learn-obs watch\` goes on where you are.`;
  printLines(screen, wrapText(goodbye, screen.width()));
}

const alternateScreen = '\u001B[?1049h';
const mainScreen = '\u001B[?1049l';
const hideCursor = '\u001B[?25l';
const showCursor = '\u001B[?25h';

async function withScreen<T>(screen: Screen, work: () => Promise<T>): Promise<T> {
  screen.write(`${alternateScreen}${hideCursor}`);
  try {
    return await work();
  } finally {
    screen.write(`${showCursor}${mainScreen}`);
  }
}

/** Overwrites the old picture line by line, so nothing flickers. */
function drawScene(screen: Screen, scene: WatchScene, page: readonly string[]): { scroll: number } {
  const { state, session, entry } = scene;
  const look = lookOf(screen);
  const frame = (body: readonly string[]): string[] =>
    watchScreenView(
      {
        lesson: { number: entry.number, title: entry.lesson.title },
        folder: entry.folder,
        passedCount: passedCount(session),
        lessonCount: session.course.length,
        body,
        activity: activityOf(scene),
        keys: watchKeys(state),
      },
      look,
    );
  const said = state.question === 'reset' ? resetQuestion : state.notice;
  const notice = said === undefined ? [] : [...wrapText(said, look.width), ''];
  const room = Math.max(3, screen.height() - frame(['x']).length + 1);
  const { lines: body, scroll } = visiblePart([...notice, ...page], state.scroll, room);
  const lines = frame(body);
  screen.write(`\u001B[H${lines.slice(0, screen.height()).join('\u001B[K\r\n')}\u001B[K\u001B[J`);
  return { scroll };
}

const resetQuestion = 'Put this lesson back to its starter? Your files are copied into a backup first.';

/** The part of a page that is on the screen, how much there is below, and the line it begins at. */
function visiblePart(
  page: readonly string[],
  wanted: number,
  room: number,
): { readonly lines: readonly string[]; readonly scroll: number } {
  if (page.length <= room) return { lines: page, scroll: 0 };
  const scroll = Math.min(wanted, page.length - (room - 1));
  const below = page.length - scroll - (room - 1);
  const more = `… ${below} more line${below === 1 ? '' : 's'} below: space or ↓`;
  const position = below > 0 ? more : '… the end: ↑ goes up';
  return { lines: [...page.slice(scroll, scroll + room - 1), position], scroll };
}

function activityOf({ state, changed }: WatchScene): WatchActivity {
  if (state.question !== undefined) return { kind: 'asking' };
  if (state.phase === 'idle') return { kind: 'idle' };
  return state.isQueued ? { kind: 'checking-again' } : { kind: 'checking', changed };
}
