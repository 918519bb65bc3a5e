import { join } from 'node:path';
import type { Instruments } from '../kernel/instruments.ts';
import { stateFolder } from '../workspace/find-workspace.ts';
import type { Workspace } from '../workspace/open-workspace.ts';

/** The same workspace; the instruments learn where it is and what is written to its journal. */
export function notedWorkspace(workspace: Workspace, instruments: Instruments): Workspace {
  const { dir, journal } = workspace;
  instruments.keepIn(join(dir, stateFolder));
  return {
    ...workspace,
    journal: {
      path: journal.path,
      read: () => journal.read(),
      append: async (facts) => {
        const event = await journal.append(facts);
        instruments.log('info', 'journal append', { kind: event.kind, lesson: event.lesson, id: event.id });
        return event;
      },
    },
  };
}
