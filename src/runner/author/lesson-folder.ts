import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseHints } from '../../course/hints.ts';
import type { LessonEntry } from '../../course/order.ts';
import type { FindingTable } from '../../checks/finding.ts';

const headings = ['You will be able to', 'Why', 'Do', 'See', 'Read more'] as const;
const files = [
  'README.md',
  'lesson.ts',
  'hidden.check.ts',
  'readings.ts',
  'findings.ts',
  'hints.md',
  'starter',
  'mistakes',
  'variants',
] as const;

const optional: ReadonlySet<string> = new Set(['readings.ts', 'variants', 'mistakes']);

/** What is wrong with the folder of a lesson before anything is run; empty when all is well. */
export async function lessonFolderFaults(
  packageDir: string,
  entry: LessonEntry,
  findings: FindingTable,
  commonCodes: readonly string[],
): Promise<readonly string[]> {
  const folder = join(packageDir, 'lessons', entry.folder);
  const present = await readdir(folder);
  const missing = files.filter((file) => !optional.has(file) && !present.includes(file));
  if (missing.length > 0) return missing.map((file) => `${file} is missing`);
  return [
    ...present
      .filter((name) => !(files as readonly string[]).includes(name))
      .map((name) => `${name} does not belong into a lesson's folder`),
    ...manifestFaults(entry),
    ...readmeFaults(await readFile(join(folder, 'README.md'), 'utf8')),
    ...hintFaults(await readFile(join(folder, 'hints.md'), 'utf8'), [...Object.keys(findings), ...commonCodes]),
    ...(await starterFaults(join(folder, 'starter'), join(packageDir, 'solutions', entry.folder))),
    ...Object.values(entry.lesson.given ?? {})
      .filter((file) => !existsSync(join(packageDir, 'lessons/given', file)))
      .map((file) => `lessons/given/${file} is named by the manifest and does not exist`),
    ...Object.keys(findings)
      .filter((code) => commonCodes.includes(code))
      .map((code) => `the finding "${code}" exists in src/checks as well: choose another code`),
  ];
}

/** What is wrong with the course as a whole: slugs twice, numbers twice. */
export function courseFaults(entries: readonly LessonEntry[]): readonly string[] {
  const twice = (name: string, values: readonly (string | number)[]): string[] =>
    values
      .filter((value, index) => values.indexOf(value) !== index)
      .map((value) => `the ${name} ${value} stands twice`);
  return [
    ...twice(
      'slug',
      entries.map((entry) => entry.slug),
    ),
    ...twice(
      'number',
      entries.map((entry) => entry.number),
    ),
  ];
}

function manifestFaults({ folder, slug, lesson }: LessonEntry): string[] {
  const faults: string[] = [];
  if (folder.replace(/^\d+-/, '') !== slug) faults.push(`the slug "${slug}" is not the name of the folder`);
  if (Object.keys(lesson.checks).length === 0) faults.push('the manifest promises no check');
  if (!(lesson.minutes > 0)) faults.push('`minutes` must be more than 0');
  return faults;
}

function readmeFaults(readme: string): string[] {
  const has = (heading: string): boolean =>
    heading === 'You will be able to'
      ? readme.includes(`**${heading}**`) || readme.includes(`## ${heading}`)
      : new RegExp(`^## ${heading}$`, 'm').test(readme);
  return headings.filter((heading) => !has(heading)).map((heading) => `README.md has no "${heading}"`);
}

function hintFaults(markdown: string, codes: readonly string[]): string[] {
  const hints = parseHints(markdown);
  if (hints.length === 0) return ['hints.md has no hint'];
  return hints.flatMap((hint) =>
    hint.answers !== undefined && !codes.includes(hint.answers)
      ? [`the hint "${hint.title}" answers "${hint.answers}", which no check finds`]
      : [],
  );
}

async function starterFaults(starter: string, solution: string): Promise<string[]> {
  if (!existsSync(solution)) return ['there is no solution'];
  const paths = (await readdir(starter, { recursive: true, withFileTypes: true })).filter((item) => item.isFile());
  const texts = await Promise.all(paths.map((item) => readFile(join(item.parentPath, item.name), 'utf8')));
  return texts.some((text) => text.includes('TODO')) ? [] : ['the starter has no TODO'];
}
