import { makeWorkspace, type Workspace } from '../../src/workspace/open-workspace.ts';
import { scaffoldLesson } from '../../src/workspace/scaffold.ts';
import { installedEntry as entry, installPackage, type TestWorld, worldAt } from './place.ts';

export interface Desk {
  readonly world: TestWorld;
  readonly workspace: Workspace;
  readonly lessonDir: string;
}

/** A workspace with the lesson laid out. */
export async function deskAt(dir: string): Promise<Desk> {
  await installPackage(dir);
  const world = worldAt(dir);
  const workspace = await makeWorkspace(world, 'ws');
  const lessonDir = await workspace.lessonDir(entry);
  await scaffoldLesson(world, lessonDir, entry);
  return { world, workspace, lessonDir };
}
