import type { LessonEntry } from '../course/order.ts';
import type { ChecksListModel } from '../views/terminal/checks-list.ts';
import type { Session } from './session.ts';

/** What a lesson verifies, with the outcome of the last attempt. */
export async function checksModel({ workspace }: Session, entry: LessonEntry): Promise<ChecksListModel> {
  const last = await workspace.evidence.load(entry.slug);
  return {
    lesson: { number: entry.number, title: entry.lesson.title },
    checks: Object.entries(entry.lesson.checks).map(([id, title]) => {
      const state = last?.verdict.checks.find((check) => check.id === id)?.state;
      return { title, ...(state === undefined ? {} : { state }) };
    }),
  };
}
