import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { LessonEntry } from '../course/order.ts';
import { type Progress, progressOf } from '../course/progress.ts';
import { UserError } from '../kernel/errors.ts';
import { isJsonObject } from '../kernel/json.ts';
import type { World } from '../kernel/world.ts';
import { createFile, removeStaleTemporaries, replaceFile } from './atomic-file.ts';
import { type EvidenceStore, openEvidenceStore } from './evidence-store.ts';
import { fileTrouble, isMissing } from './file-trouble.ts';
import { defaultWorkspaceName, findLessonDir, findWorkspace, isWorkspace, stateFolder } from './find-workspace.ts';
import { type Journal, openJournal } from './journal.ts';
import { learnerModules, moduleVersions } from './learner-modules.ts';
import { linkCommand } from './link-command.ts';
import { linkModules } from './link-modules.ts';
import { workspaceFiles } from './workspace-files.ts';

/** The learner's folder. */
export interface Workspace {
  /** Absolute. */
  readonly dir: string;
  readonly journal: Journal;
  readonly evidence: EvidenceStore;
  /** Absolute: where backups are kept, a folder per slug. */
  readonly backupsDir: string;
  /** Absolute path of a lesson's folder, whether it is there yet or not. */
  lessonDir(entry: LessonEntry): Promise<string>;
  /** @throws {UserError} journal-not-readable */
  progress(): Promise<Progress>;
}

/** The world as far as a workspace needs it. */
export type WorkspaceWorld = Pick<World, 'cwd' | 'packageDir' | 'nodePath' | 'pid' | 'clock' | 'entropy'>;

/** What stands in .learn-obs/workspace.json. */
interface WorkspaceRecord {
  readonly format: number;
  /** The learn-obs that it is linked to. */
  readonly packageDir: string;
  /** The Node that `npx learn-obs` starts there. */
  readonly nodePath: string;
}

const format = 1;

/**
 * Opens the workspace one stands in or right above, and mends what is missing in it: links, the command, its own files.
 *
 * @throws {UserError} no-workspace, workspace-too-new, cannot-write
 */
export async function openWorkspace(world: WorkspaceWorld): Promise<Workspace> {
  const dir = await findWorkspace(world.cwd);
  if (dir === undefined) throw new UserError('no-workspace', { cwd: world.cwd });
  return prepared(world, dir);
}

/**
 * Makes a workspace, or opens the one that is there. Without `wanted` it is the one one stands in, or
 * `learn-obs-workspace` below. Only an empty folder becomes a workspace; nothing in it is ever overwritten.
 *
 * @param wanted a path, absolute or from where one stands
 * @throws {UserError} not-a-workspace, workspace-too-new, cannot-write
 */
export async function makeWorkspace(world: WorkspaceWorld, wanted?: string): Promise<Workspace> {
  return prepared(world, (await newWorkspacePlace(world, wanted)) ?? (await placeOf(world, wanted)));
}

/**
 * Where `makeWorkspace` would make a new workspace; undefined when one is there to come back to.
 *
 * @throws {UserError} not-a-workspace, when the place is taken
 */
export async function newWorkspacePlace(world: WorkspaceWorld, wanted?: string): Promise<string | undefined> {
  const dir = await placeOf(world, wanted);
  if (await isWorkspace(dir)) return undefined;
  if (!(await isEmpty(dir))) throw new UserError('not-a-workspace', { path: dir });
  return dir;
}

async function placeOf({ cwd }: WorkspaceWorld, wanted: string | undefined): Promise<string> {
  if (wanted !== undefined) return resolve(cwd, wanted);
  return (await findWorkspace(cwd)) ?? join(cwd, defaultWorkspaceName);
}

/** Every step does nothing when it is done already, so a workspace that was cut short is completed by the next command. */
async function prepared(world: WorkspaceWorld, dir: string): Promise<Workspace> {
  const state = join(dir, stateFolder);
  const record = join(state, 'workspace.json');
  try {
    await mkdir(state, { recursive: true });
    const before = await readRecord(record);
    if (before && before.format > format)
      throw new UserError('workspace-too-new', { path: dir, format: before.format });
    if (!isInOrder(world, dir, before)) {
      await Promise.all([linkModules(world, dir), linkCommand(world, dir)]);
      await writeFiles(world, dir, record);
    }
    await removeStaleTemporaries(state, world.clock.now());
  } catch (error) {
    throw fileTrouble('cannot-write', dir, error);
  }
  return toWorkspace(world, dir, state);
}

/** Every command opens the workspace: what the record says of the links is believed, and only their ends are looked at. */
function isInOrder(
  { packageDir, nodePath }: WorkspaceWorld,
  dir: string,
  record: WorkspaceRecord | undefined,
): boolean {
  if (record?.packageDir !== packageDir || record.nodePath !== nodePath) return false;
  const modules = learnerModules.map((name) => join('node_modules', name, 'package.json'));
  return ['package.json', 'node_modules/.bin/learn-obs', ...modules].every((path) => existsSync(join(dir, path)));
}

/** The record comes last: once it stands, the files beside it do too. */
async function writeFiles(world: WorkspaceWorld, dir: string, record: string): Promise<void> {
  for (const [name, text] of workspaceFiles(await moduleVersions(world.packageDir))) {
    await createFile(join(dir, name), text, world.pid);
  }
  const content: WorkspaceRecord = { format, packageDir: world.packageDir, nodePath: world.nodePath };
  await replaceFile(record, `${JSON.stringify(content, undefined, 2)}\n`, world.pid);
}

function toWorkspace(world: WorkspaceWorld, dir: string, state: string): Workspace {
  const journal = openJournal(join(state, 'journal.ndjson'), world.clock, world.entropy);
  return {
    dir,
    journal,
    evidence: openEvidenceStore(join(state, 'evidence'), world),
    backupsDir: join(state, 'backups'),
    lessonDir: (entry) => findLessonDir(dir, entry),
    progress: async () => progressOf((await journal.read()).events),
  };
}

/** @returns undefined when there is none, or when it is damaged: then it is written anew */
async function readRecord(path: string): Promise<WorkspaceRecord | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (!isJsonObject(value)) return undefined;
    const { format: found, packageDir, nodePath = '' } = value;
    if (typeof found !== 'number' || typeof packageDir !== 'string' || typeof nodePath !== 'string') return undefined;
    return { format: found, packageDir, nodePath };
  } catch {
    return undefined;
  }
}

async function isEmpty(dir: string): Promise<boolean> {
  try {
    const names = await readdir(dir);
    // What file managers leave in folders that look empty to a person.
    return names.every((name) => name === '.DS_Store' || name === 'desktop.ini' || name === 'Thumbs.db');
  } catch (error) {
    if (isMissing(error)) return true;
    throw fileTrouble('cannot-write', dir, error);
  }
}
