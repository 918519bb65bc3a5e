import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startedLearner } from './learner.ts';

test('a line of the journal that cannot be read is told once, beside the output, and nothing else is lost', async () => {
  await using bento = await startedLearner();
  await appendFile(join(bento.workspaceDir, '.learn-obs/journal.ndjson'), '{"torn by a power cut"\n');
  await bento.record({ kind: 'passed', lesson: 'hello' });
  const first = await bento.run('list', '--json');
  expect(first.stderr).toBe(
    'Line 2 of your journal cannot be read. It is kept as it is and stepped over; nothing else is lost.\n',
  );
  expect(JSON.parse(first.stdout)).toMatchObject({ lessons: [{ slug: 'hello', state: 'passed' }, {}, {}] });
  expect(await bento.run('list', '--json')).toEqual({ ...first, stderr: '' });
  await appendFile(join(bento.workspaceDir, '.learn-obs/journal.ndjson'), 'torn again\n');
  expect((await bento.run('status')).stderr).toMatch(/^Line 4 of your journal cannot be read\..*\n$/);
});
