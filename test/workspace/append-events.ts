import { randomBytes } from 'node:crypto';
import { openJournal } from '../../src/workspace/journal.ts';

/** A process that appends: node append-events.ts <journal> <slug> <count>. */
const [path = '', lesson = '', count = '0'] = process.argv.slice(2);
const journal = openJournal(path, { now: () => Date.now() }, { bytes: (length) => randomBytes(length) });
for (let hint = 1; hint <= Number(count); hint++) await journal.append({ kind: 'hinted', lesson, hint });
