import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { World } from '../kernel/world.ts';
import type { Diagnosis } from '../views/terminal/doctor.ts';
import { checkLinks, linkModules } from '../workspace/link-modules.ts';
import { watchFiles } from '../workspace/watch-files.ts';
import type { Session } from './session.ts';

/** A learner's workspace with its evidence takes far less; what else runs on a full disk fails first. */
const neededBytes = 100 * 1024 * 1024;

/** What learn-obs needs, looked at one by one, and how to mend each. Broken links are mended on the spot. */
export async function examine(world: World, session: Session | undefined): Promise<readonly Diagnosis[]> {
  const place = session?.workspace.dir ?? world.cwd;
  const looks = [node(world), disk(place), ports(), watcher(world)];
  if (session) looks.push(journal(session), links(world, session));
  else
    looks.push(Promise.resolve({ state: 'ok', what: `no workspace here: \`npx learn-obs start\` makes one` } as const));
  return Promise.all(looks);
}

async function node({ nodeVersion, nodePath }: World): Promise<Diagnosis> {
  return { state: 'ok', what: `Node ${nodeVersion} (${nodePath}); your programs run on the same one` };
}

async function disk(place: string): Promise<Diagnosis> {
  const { bavail, bsize } = await statfs(place);
  const freeMegabytes = Math.floor((bavail * bsize) / 1024 / 1024);
  const what = `${freeMegabytes} MB free on the disk of ${place}`;
  if (bavail * bsize >= neededBytes) return { state: 'ok', what };
  return { state: 'problem', what, mend: 'Make room: your progress could not be recorded on a full disk.' };
}

async function ports(): Promise<Diagnosis> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
    return { state: 'ok', what: 'ports can be opened on 127.0.0.1' };
  } catch (error) {
    const what = `no port can be opened on 127.0.0.1 (${error instanceof Error ? error.message : String(error)})`;
    return {
      state: 'problem',
      what,
      mend: 'Look for a firewall or a sandbox that forbids it: your services and their receivers talk over 127.0.0.1.',
    };
  } finally {
    server.close();
  }
}

async function watcher(world: World): Promise<Diagnosis> {
  const dir = await mkdtemp(join(tmpdir(), 'learn-obs-doctor-'));
  try {
    await using watch = await watchFiles({ dir, world, signal: world.interrupted, onNews: () => undefined });
    if (await watch.probe())
      return { state: 'ok', what: 'saves are noticed: a probe file was touched, and the event came' };
    return {
      state: 'problem',
      what: 'the system does not report that files change',
      mend: 'Watch mode looks twice a second instead, as on network disks and in some containers; v checks at once.',
    };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function journal({ workspace }: Session): Promise<Diagnosis> {
  const { events, damage } = await workspace.journal.read();
  const what = `${events.length} event${events.length === 1 ? '' : 's'} in ${workspace.journal.path}`;
  if (damage.length === 0) return { state: 'ok', what };
  const lines = damage.map(({ line }) => `line ${line}`).join(', ');
  return {
    state: 'problem',
    what: `${what}; not readable: ${lines}`,
    mend: 'These lines are stepped over and kept as they are. Your progress is what the other lines say.',
  };
}

async function links(world: World, { workspace }: Session): Promise<Diagnosis> {
  const mended = await linkModules(world, workspace.dir);
  const all = await checkLinks(world, workspace.dir);
  const wrong = all.filter(({ state }) => state === 'missing' || state === 'broken');
  if (wrong.length > 0) {
    const names = wrong.map(({ name }) => name).join(', ');
    return {
      state: 'problem',
      what: `modules that your programs cannot import: ${names}`,
      mend: 'Run `npm install` in the workspace, or install learn-obs anew.',
    };
  }
  return {
    state: 'ok',
    what: `${all.length} modules can be imported${mended.length > 0 ? ` (${mended.length} links were broken and are mended)` : ''}`,
  };
}
