import { makeWorkspace } from '../../src/workspace/open-workspace.ts';
import { resetLesson, undoReset } from '../../src/workspace/reset-lesson.ts';
import { installedEntry, worldAt } from './place.ts';

/** A process that resets the lesson, or takes the reset back: node reset-once.ts <place> <reset|undo>. */
const [place = '', what = ''] = process.argv.slice(2);
const world = worldAt(place);
const workspace = await makeWorkspace(world, 'ws');
process.stdout.write('ready\n');
await (what === 'undo' ? undoReset : resetLesson)(world, workspace, installedEntry);
