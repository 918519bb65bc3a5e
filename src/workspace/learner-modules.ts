import { readFile, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isJsonObject } from '../kernel/json.ts';

/** The modules that lessons import, in the versions learn-obs itself was installed with. */
export const learnerModules: readonly string[] = [
  'pino',
  'prom-client',
  '@opentelemetry/api',
  '@opentelemetry/context-async-hooks',
  '@opentelemetry/core',
  '@opentelemetry/exporter-logs-otlp-http',
  '@opentelemetry/exporter-metrics-otlp-http',
  '@opentelemetry/exporter-trace-otlp-http',
  '@opentelemetry/resources',
  '@opentelemetry/sdk-logs',
  '@opentelemetry/sdk-metrics',
  '@opentelemetry/sdk-node',
  '@opentelemetry/sdk-trace',
  '@opentelemetry/semantic-conventions',
  '@types/node',
];

/**
 * Where a module is that the package at `packageDir` depends on: in its own node_modules, or in one further up, as package
 * managers lay them out. Does not ask the module resolution of Node: `exports` may hide package.json from it.
 *
 * @returns the real path of its folder; undefined when it is not installed
 */
export async function findModule(packageDir: string, name: string): Promise<string | undefined> {
  for (const folder of foldersUpFrom(packageDir)) {
    if (basename(folder) === 'node_modules') continue;
    const found = join(folder, 'node_modules', ...name.split('/'));
    const manifest = await realpath(join(found, 'package.json')).catch(() => undefined);
    if (manifest !== undefined) return realpath(found);
  }
  return undefined;
}

/** The exact versions of the learners' modules; modules that are not installed are left out. */
export async function moduleVersions(packageDir: string): Promise<ReadonlyMap<string, string>> {
  const versions = new Map<string, string>();
  for (const name of learnerModules) {
    const folder = await findModule(packageDir, name);
    const version = folder === undefined ? undefined : await versionIn(folder);
    if (version !== undefined) versions.set(name, version);
  }
  return versions;
}

function foldersUpFrom(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersUpFrom(above)];
}

async function versionIn(folder: string): Promise<string | undefined> {
  try {
    const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    if (isJsonObject(manifest) && typeof manifest['version'] === 'string') return manifest['version'];
  } catch {
    // A package without a readable package.json counts as not installed.
  }
  return undefined;
}
