import type { Random } from '../kernel/random.ts';
import type { Plan } from './plan.ts';

/** The manifest of a lesson: what `lesson.ts` in its folder exports as default. */
export interface Lesson<CheckId extends string = string> {
  /** The identity: progress is stored under it. Lower case, digits and hyphens; equals the folder's name without its number. */
  readonly slug: string;
  readonly title: string;
  readonly chapter: string;
  /** How long a learner needs, in minutes. */
  readonly minutes: number;
  /** What one can do after it, as the end of "You will be able to …". */
  readonly promise: string;
  /** What the hidden checks verify, in plain language, by check id, in the order in which they are judged. */
  readonly checks: Readonly<Record<CheckId, string>>;
  /**
   * Checks that need a run in which the plan sends a signal. Windows has no signals: there such runs are left out, and these
   * checks are skipped without harm. No other check may need such a run.
   */
  readonly needSignals?: readonly NoInfer<CheckId>[];
  /** Files of lessons/given/ that the learner gets unchanged: target in the lesson's folder -> file in lessons/given/. */
  readonly given?: Readonly<Record<string, string>>;
  /** What one attempt does. Called once per attempt. */
  readonly plan: (random: Random) => Plan;
}

/** What a lesson says of itself, without what an attempt at it does: enough to list it and to lay it out. */
export type LessonCard = Omit<Lesson, 'plan'>;

/** Types a manifest; adds nothing. */
export function defineLesson<const CheckId extends string>(lesson: Lesson<CheckId>): Lesson<CheckId> {
  return lesson;
}
