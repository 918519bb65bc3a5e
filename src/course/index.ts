/** What lesson.ts files import as `#course`. */
export { defineLesson, type Lesson } from './lesson.ts';
export type * from './plan.ts';
export type { Random } from '../kernel/random.ts';
