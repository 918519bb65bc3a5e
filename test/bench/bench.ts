import { parseArgs } from 'node:util';
import { authorCheck, coldVerify, quickCommand, start } from './commands.ts';
import { judgeAndDraw } from './judge-and-draw.ts';
import { lookAtMachine } from './machine.ts';
import { machineLines, type Measured, rowLines, toJson } from './report.ts';
import type { Row } from './row.ts';
import { saveOneShot, saveService } from './save-to-verdict.ts';

/**
 * Measures what ARCHITECTURE.md promises about speed, each promise beside what it is compared with, in turns. It reports and
 * never fails: whether a machine was quiet enough is for a person to say. Run `npm run build` first.
 */
const rows: readonly Row[] = [
  saveOneShot,
  saveService('01-first-log-line'),
  saveService('11-first-counter'),
  ...['--version', 'list', 'hint', 'status'].map(quickCommand),
  coldVerify,
  start,
  judgeAndDraw,
  authorCheck,
];

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, only: { type: 'string' } } });
const print = (lines: readonly string[]): void => {
  if (!values.json) process.stdout.write(`${lines.join('\n')}\n`);
};

const lookAgain = await lookAtMachine();
const measured: Measured[] = [];
for (const { name, measure } of rows.filter((row) => row.name.includes(values.only ?? ''))) {
  const row = { name, ...(await measure()) };
  measured.push(row);
  print(rowLines(row));
}
if (values.json) process.stdout.write(toJson(lookAgain(), measured));
else print(machineLines(lookAgain()));
