import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FindingTable } from '../../../src/checks/finding.ts';
import type { LessonEntry } from '../../../src/course/order.ts';
import { courseFaults, lessonFolderFaults } from '../../../src/runner/author/lesson-folder.ts';
import { loadCourse, loadFindings } from '../../../src/runner/load-course.ts';
import { layCourse } from '../../fixture-course.ts';
import { lay, type Place, temporaryPlace } from '../../workspace/place.ts';

let place: Place;
let entries: readonly LessonEntry[];
beforeAll(async () => {
  place = await temporaryPlace();
  await layCourse(join(place.dir, 'package'));
  entries = await loadCourse(join(place.dir, 'package'));
});
afterAll(() => place[Symbol.asyncDispose]());

const commonCodes = ['not-json', 'no-answer'];

/** What is wrong with lesson 01 after a change to its manifest, its findings, or its files. */
async function faultsWith(change: {
  lesson?: Partial<LessonEntry['lesson']>;
  findings?: FindingTable;
  files?: Readonly<Record<string, string>>;
  without?: string;
}): Promise<readonly string[]> {
  await using there = await temporaryPlace();
  await layCourse(there.dir, change.files);
  if (change.without !== undefined) await rm(join(there.dir, change.without), { recursive: true });
  const kiosk = entries[1]!;
  const findings = change.findings ?? (await loadFindings(join(place.dir, 'package'), kiosk));
  const entry = { ...kiosk, lesson: { ...kiosk.lesson, ...change.lesson } };
  return await lessonFolderFaults(there.dir, entry, findings, commonCodes);
}

const folder = 'lessons/01-kiosk';

describe("the author's gate, before anything is run", () => {
  test('finds nothing wrong with a lesson as it should be', async () => {
    expect(await faultsWith({})).toEqual([]);
  });

  test.each<[string, Parameters<typeof faultsWith>[0], readonly string[]]>([
    ['a missing file', { without: `${folder}/hints.md` }, ['hints.md is missing']],
    ['a missing starter', { without: `${folder}/starter` }, ['starter is missing']],
    ['a missing solution', { without: 'solutions/01-kiosk' }, ['there is no solution']],
    [
      'a stray file',
      { files: { [`${folder}/notes.txt`]: 'later' } },
      ["notes.txt does not belong into a lesson's folder"],
    ],
    [
      'a README without its headings',
      { files: { [`${folder}/README.md`]: '# Kiosk\n\n## Why\n\nmore: ## Do\n\n## See also\n\n## Read more\n' } },
      ['README.md has no "You will be able to"', 'README.md has no "Do"', 'README.md has no "See"'],
    ],
    ['no hint', { files: { [`${folder}/hints.md`]: '# Hints\n' } }, ['hints.md has no hint']],
    [
      'a hint that answers nothing',
      { files: { [`${folder}/hints.md`]: '## Why? {silent}\n\n## What? {not-told}\n\n## How? {not-json}\n' } },
      ['the hint "Why?" answers "silent", which no check finds'],
    ],
    [
      'a starter without a TODO',
      { files: { [`${folder}/starter/src/kiosk.ts`]: '// done\n' } },
      ['the starter has no TODO'],
    ],
    ['a manifest without checks', { lesson: { checks: {} } }, ['the manifest promises no check']],
    ['a lesson of no time', { lesson: { minutes: 0 } }, ['`minutes` must be more than 0']],
    [
      'a given file that does not exist',
      { lesson: { given: { 'src/lib/port.ts': 'ports.ts' } } },
      ['lessons/given/ports.ts is named by the manifest and does not exist'],
    ],
    [
      'a finding whose code is a common one',
      {
        findings: {
          'not-told': () => ({ title: '', why: '', next: '' }),
          'not-json': () => ({ title: '', why: '', next: '' }),
        },
      },
      ['the finding "not-json" exists in src/checks as well: choose another code'],
    ],
  ])('finds %s', async (_name, change, faults) => {
    expect(await faultsWith(change)).toEqual(faults);
  });

  test('finds a slug that is not the name of the folder', async () => {
    const [, kiosk] = entries;
    const packageDir = join(place.dir, 'package');
    const renamed: LessonEntry = { ...kiosk!, slug: 'stall' };
    expect(await lessonFolderFaults(packageDir, renamed, await loadFindings(packageDir, kiosk!), commonCodes)).toEqual([
      'the slug "stall" is not the name of the folder',
    ]);
  });

  test('finds slugs and numbers that stand twice', () => {
    const [hello, kiosk, last] = entries as [LessonEntry, LessonEntry, LessonEntry];
    expect(courseFaults([hello, kiosk, last])).toEqual([]);
    expect(courseFaults([hello, { ...kiosk, number: 0 }, { ...last, slug: 'kiosk' }])).toEqual([
      'the slug kiosk stands twice',
      'the number 0 stands twice',
    ]);
  });

  test('leaves a folder without a manifest out of the course', async () => {
    await using there = await temporaryPlace();
    await layCourse(there.dir);
    await lay(there.dir, { 'lessons/05-plan/README.md': 'soon' });
    expect((await loadCourse(there.dir)).map(({ slug }) => slug)).toEqual(['hello', 'kiosk', 'last']);
  });
});
