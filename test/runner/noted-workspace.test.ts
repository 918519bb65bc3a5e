import { join } from 'node:path';
import { expect, it } from 'vitest';
import { noInstruments } from '../../src/kernel/instruments.ts';
import { notedWorkspace } from '../../src/runner/noted-workspace.ts';
import { makeWorkspace } from '../../src/workspace/open-workspace.ts';
import { installPackage, temporaryPlace, worldAt } from '../workspace/place.ts';

it('the instruments are told where the workspace is and what is written to its journal, once it is written', async () => {
  await using place = await temporaryPlace();
  await installPackage(place.dir);
  const told: unknown[] = [];
  const workspace = notedWorkspace(await makeWorkspace(worldAt(place.dir), 'ws'), {
    ...noInstruments,
    keepIn: (stateDir) => told.push(stateDir),
    log: (...said) => told.push(said),
  });
  expect(told).toEqual([join(place.dir, 'ws', '.learn-obs')]);

  const { id } = await workspace.journal.append({ kind: 'hinted', lesson: 'welcome', hint: 2 });
  expect(told[1]).toEqual(['info', 'journal append', { kind: 'hinted', lesson: 'welcome', id }]);
  expect((await workspace.journal.read()).events).toMatchObject([{ kind: 'hinted', hint: 2, id }]);
  expect(workspace.journal.path).toBe(join(place.dir, 'ws', '.learn-obs', 'journal.ndjson'));
});
