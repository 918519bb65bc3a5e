import { execFile } from 'node:child_process';
import { appendFile, chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { progressOf } from '../../src/course/progress.ts';
import { openJournal, type Journal } from '../../src/workspace/journal.ts';
import { temporaryPlace, worldAt } from './place.ts';

const run = promisify(execFile);

function journalAt(path: string, nowMs = 1_767_233_640_000): Journal {
  return openJournal(path, { now: () => nowMs }, worldAt('/').entropy);
}

describe('a journal', () => {
  test('gives back what was appended, in the order of the calls', async () => {
    await using place = await temporaryPlace();
    const path = join(place.dir, 'journal.ndjson');
    const journal = journalAt(path);
    const appended = await Promise.all(
      [1, 2, 3, 4, 5].map((hint) => journal.append({ kind: 'hinted', lesson: 'levels', hint })),
    );
    expect(appended[0]).toMatchObject({ kind: 'hinted', lesson: 'levels', hint: 1, at: '2026-01-01T02:14:00.000Z' });
    expect((await journal.read()).events).toEqual(appended);
    expect(appended.map(({ id }) => id)).toEqual(appended.map(({ id }) => id).toSorted());
    expect((await readFile(path, 'utf8')).split('\n')).toHaveLength(6);
  });

  test('is empty before anything happened', async () => {
    await using place = await temporaryPlace();
    expect(await journalAt(join(place.dir, 'journal.ndjson')).read()).toEqual({ events: [], damage: [] });
  });

  test('keeps a torn last line, steps over it, and loses no event after it', async () => {
    await using place = await temporaryPlace();
    const path = join(place.dir, 'journal.ndjson');
    const journal = journalAt(path);
    const first = await journal.append({ kind: 'started', lesson: 'levels' });
    await appendFile(path, '{"id":"0190","kind":"pas');
    const second = await journal.append({ kind: 'passed', lesson: 'levels' });
    expect(await journal.read()).toEqual({
      events: [first, second],
      damage: [{ line: 2, text: '{"id":"0190","kind":"pas' }],
    });
    expect(await readFile(path, 'utf8')).toContain('"pas\n{');
  });

  test('reads a file that an editor on Windows has saved', async () => {
    await using place = await temporaryPlace();
    const path = join(place.dir, 'journal.ndjson');
    const event = await journalAt(path).append({ kind: 'started', lesson: 'levels' });
    await writeFile(path, (await readFile(path, 'utf8')).replace('\n', '\r\n'));
    expect(await journalAt(path).read()).toEqual({ events: [event], damage: [] });
  });

  test('comes back when its folder was removed while it was open', async () => {
    await using place = await temporaryPlace();
    const journal = journalAt(join(place.dir, '.learn-obs', 'journal.ndjson'));
    await journal.append({ kind: 'started', lesson: 'levels' });
    await rm(join(place.dir, '.learn-obs'), { recursive: true });
    await journal.append({ kind: 'passed', lesson: 'levels' });
    expect(progressOf((await journal.read()).events).lessons.get('levels')?.state).toBe('passed');
  });
});

test('two processes that append at once lose nothing and mix nothing', async () => {
  await using place = await temporaryPlace();
  const path = join(place.dir, 'journal.ndjson');
  const script = join(import.meta.dirname, 'append-events.ts');
  const lessons = ['levels', 'errors', 'pino-logger'];
  await Promise.all(lessons.map((lesson) => run(process.execPath, [script, path, lesson, '60'])));
  const { events, damage } = await journalAt(path).read();
  expect(damage).toEqual([]);
  expect(events).toHaveLength(180);
  const { lessons: found } = progressOf(events);
  for (const lesson of lessons)
    expect(found.get(lesson)?.hints).toEqual(Array.from({ length: 60 }, (_, hint) => hint + 1));
});

describe('a journal that cannot be used says so as something the person can mend', () => {
  test('when a folder stands in its place', async () => {
    await using place = await temporaryPlace();
    const path = join(place.dir, 'journal.ndjson');
    await mkdir(path);
    const journal = journalAt(path);
    const reason = 'there is a folder where a file should be';
    await expect(journal.append({ kind: 'started', lesson: 'levels' })).rejects.toMatchObject({
      name: 'UserError',
      code: 'journal-not-writable',
      args: { path, reason },
      exitCode: 2,
    });
    await expect(journal.read()).rejects.toMatchObject({ code: 'journal-not-readable', args: { path, reason } });
  });

  test('when the folder around it is gone', async () => {
    await using place = await temporaryPlace();
    const journal = journalAt(join(place.dir, 'a', 'b', 'journal.ndjson'));
    await expect(journal.append({ kind: 'started', lesson: 'levels' })).rejects.toMatchObject({
      code: 'journal-not-writable',
      args: { reason: 'the folder around it is gone' },
    });
  });

  test('and one append that failed does not stop the next one', async () => {
    await using place = await temporaryPlace();
    const path = join(place.dir, 'journal.ndjson');
    await mkdir(path);
    const journal = journalAt(path);
    await expect(journal.append({ kind: 'started', lesson: 'levels' })).rejects.toThrow('journal-not-writable');
    await rm(path, { recursive: true });
    await journal.append({ kind: 'started', lesson: 'levels' });
    expect((await journal.read()).events).toHaveLength(1);
  });

  test.skipIf(process.getuid?.() === 0)('when it may not be written', async () => {
    await using place = await temporaryPlace();
    const path = join(place.dir, 'journal.ndjson');
    await writeFile(path, '');
    await chmod(path, 0o444);
    await expect(journalAt(path).append({ kind: 'started', lesson: 'levels' })).rejects.toMatchObject({
      args: { reason: 'permission denied' },
    });
  });
});

test.skipIf(process.platform !== 'linux')('a full disk is said to be full', async () => {
  // /dev/full takes every write and answers that the disk is full.
  const journal = journalAt('/dev/full');
  await expect(journal.append({ kind: 'started', lesson: 'levels' })).rejects.toMatchObject({
    code: 'journal-not-writable',
    args: { reason: 'the disk is full' },
  });
});
