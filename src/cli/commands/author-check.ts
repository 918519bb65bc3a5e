import { authorCheck } from '../../runner/author/author-check.ts';
import { authorJson, authorReportModel } from '../../runner/author/author-models.ts';
import { loadManifests } from '../../runner/load-course.ts';
import { namedLesson } from '../../runner/session.ts';
import { recordedVerdicts } from '../../runner/verdict-model.ts';
import { authorReportView } from '../../views/terminal/author-report.ts';
import type { Command } from '../command.ts';
import { lookOf, printJson, printLines } from '../print.ts';
import { progressLine } from '../progress-line.ts';

export default {
  name: 'author check',
  summary: "the author's gate: starters fail, solutions and variants pass, mistakes fail with their own findings",
  arguments: { '[lesson...]': 'number, slug or folder (default: every lesson)' },
  options: {
    '--json': 'one JSON document on stdout',
    '--record': 'write what each mistake says now into its expected.txt',
  },
  run: async (call) => {
    const { world } = call;
    const course = await loadManifests(world.packageDir);
    const entries = call.rest.length === 0 ? course : call.rest.map((name) => namedLesson(course, name));
    using progress = progressLine(world.screen);
    const report = await authorCheck({
      world,
      course,
      entries,
      record: call.has('record'),
      draw: await recordedVerdicts(world.packageDir, entries),
      onProgress: ({ done, total, lesson, tried }) => progress.say(`${done} of ${total}  ${lesson}: ${tried}`),
    });
    progress[Symbol.dispose]();
    const json = authorJson(report);
    if (call.has('json')) printJson(world.screen, json);
    else printLines(world.screen, authorReportView(authorReportModel(report), lookOf(world.screen)));
    return json.ok ? 0 : 1;
  },
} satisfies Command;
