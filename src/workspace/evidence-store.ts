import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Verdict } from '../course/verdict.ts';
import { isJsonObject } from '../kernel/json.ts';
import type { World } from '../kernel/world.ts';
import type { Evidence } from '../telemetry/evidence.ts';
import { removeStaleTemporaries, replaceFile } from './atomic-file.ts';
import { fileTrouble } from './file-trouble.ts';

/** What the last attempt of a lesson showed, and how it was judged. */
export interface SavedAttempt {
  readonly evidence: Evidence;
  readonly verdict: Verdict;
}

/** The last attempt of each lesson, one file each. */
export interface EvidenceStore {
  /**
   * Keeps an attempt in place of the one before it.
   *
   * @returns false when it is too large to keep; then none is kept, rather than an old one that looks like the last
   * @throws {UserError} cannot-write
   */
  save(slug: string, attempt: SavedAttempt): Promise<boolean>;
  /** @returns undefined when there is none, or when its file is damaged or of another format */
  load(slug: string): Promise<SavedAttempt | undefined>;
}

/** Some hundred times a usual attempt; more would make every later look at it slow. */
const sizeLimitBytes = 64 * 1024 * 1024;

export function openEvidenceStore(folder: string, world: Pick<World, 'pid' | 'clock'>): EvidenceStore {
  const pathOf = (slug: string): string => join(folder, `${slug}.json`);
  return {
    save: async (slug, { evidence, verdict }) => {
      const bytes = Buffer.from(JSON.stringify({ format: 1, evidence, verdict }));
      const isKept = bytes.length <= sizeLimitBytes;
      try {
        if (isKept) await replaceFile(pathOf(slug), bytes, world.pid);
        else await rm(pathOf(slug), { force: true });
      } catch (error) {
        throw fileTrouble('cannot-write', pathOf(slug), error);
      }
      await removeStaleTemporaries(folder, world.clock.now());
      return isKept;
    },
    load: async (slug) => toSavedAttempt(await readJson(pathOf(slug)), slug),
  };
}

async function readJson(path: string): Promise<unknown> {
  try {
    if ((await stat(path)).size > sizeLimitBytes) return undefined;
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function toSavedAttempt(value: unknown, slug: string): SavedAttempt | undefined {
  if (!isJsonObject(value) || value['format'] !== 1) return undefined;
  const { evidence, verdict } = value;
  return isEvidenceOf(slug, evidence) && isVerdictOf(slug, verdict) ? { evidence, verdict } : undefined;
}

/** The file was written whole by us or is refused; what lies deeper is not looked at again. */
function isEvidenceOf(slug: string, value: unknown): value is Evidence {
  return isJsonObject(value) && value['format'] === 1 && value['lesson'] === slug && Array.isArray(value['runs']);
}

function isVerdictOf(slug: string, value: unknown): value is Verdict {
  return isJsonObject(value) && value['lesson'] === slug && Array.isArray(value['checks']);
}
