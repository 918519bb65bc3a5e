import type { LessonEntry } from '../../src/course/order.ts';

/** Lessons with nothing in them but their names. */
export function entriesNamed(...folders: readonly string[]): LessonEntry[] {
  return folders.map((folder) => {
    const slug = folder.replace(/^\d+-/, '');
    return {
      number: Number.parseInt(folder, 10),
      slug,
      folder,
      lesson: {
        slug,
        title: slug.replaceAll('-', ' '),
        chapter: 'One',
        minutes: 5,
        promise: 'see it',
        checks: {},
        plan: () => ({ programs: {}, runs: [] }),
      },
    };
  });
}
