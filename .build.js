import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { getBuiltinModule } from 'node:process';
import { build } from 'rolldown';
import { loadManifests } from './dist/src/runner/load-course.js';

/**
 * The second half of the build: `tsc` has checked the types and written a module for each source; here those that are loaded
 * together come into one file, since Node takes longer to find a file than to run it. Why and how much: ARCHITECTURE.md.
 */
const common = {
  platform: 'node',
  external: /^(?:vitest|@inquirer\/|pino|prom-client|@opentelemetry\/|string-width)/,
  treeshake: { moduleSideEffects: false, propertyReadSideEffects: false },
};

await build({
  ...common,
  input: { main: 'src/main.ts' },
  plugins: [withoutGetters(), catalogue(), licences()],
  output: {
    dir: 'dist/bundle',
    chunkFileNames: '[name].js',
    codeSplitting: { groups: [{ name: base(), debugName: 'base' }] },
  },
});

// What hidden checks import, and what the runner loads of each lesson, in the place of what `tsc` wrote.
for (const name of ['checks', 'course']) await replace(`src/${name}/index.ts`, `dist/src/${name}/index.js`);
for (const folder of await readdir('dist/lessons')) {
  for (const name of await readdir(join('dist/lessons', folder))) {
    await replace(join('lessons', folder, name.replace('.js', '.ts')), join('dist/lessons', folder, name));
  }
}

function replace(source, file) {
  return build({ ...common, input: source, output: { file } });
}

/** What `list` needs, every command needs. */
function base() {
  const roots = ['src/main.ts', 'src/cli/commands/list.ts'].map((path) => resolve(path));
  let reached;
  return (id, graph) => {
    reached ??= reachFrom(roots, graph);
    return reached.has(id) ? 'base' : null;
  };
}

function reachFrom(roots, graph) {
  const reached = new Set(roots);
  for (const id of reached) for (const next of graph.getModuleInfo(id)?.importedIds ?? []) reached.add(next);
  return reached;
}

/** Importing one of these as an ES module runs all its getters, and so loads a good part of Node; `require` does not. */
function withoutGetters() {
  const withGetters = new Set(['node:fs', 'node:process', 'node:util']);
  return {
    name: 'without-getters',
    resolveId: (id) => (withGetters.has(id) ? `\0${id}` : undefined),
    load: (id) => (id.startsWith('\0node:') ? moduleOf(id.slice(1)) : undefined),
  };
}

function moduleOf(name) {
  const keys = Object.keys(getBuiltinModule(name)).filter((key) => /^[a-zA-Z]\w*$/.test(key));
  const named = keys.map((key) => `const _${key} = all.${key};\nexport { _${key} as ${key} };`);
  return `const all = process.getBuiltinModule('${name}');\nexport default all;\n${named.join('\n')}\n`;
}

/** What the manifests say of the lessons, for commands that only list them. */
function catalogue() {
  return {
    name: 'catalogue',
    async generateBundle() {
      const source = JSON.stringify(await loadManifests(import.meta.dirname));
      this.emitFile({ type: 'asset', fileName: 'catalogue.json', source });
    },
  };
}

/** The packages that are in the bundle want to be named with it. */
function licences() {
  return {
    name: 'licences',
    async generateBundle() {
      const packages = [...this.getModuleIds()].map(
        (id) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0],
      );
      const texts = await Promise.all([...new Set(packages.filter(Boolean))].map(licenceOf));
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: texts.join('\n\n') });
    },
  };
}

async function licenceOf(folder) {
  const { name, version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((found) => /^licen[cs]e/i.test(found));
  if (file === undefined) throw new Error(`${name} comes without a licence`);
  return `${name} ${version}\n\n${await readFile(join(folder, file), 'utf8')}`;
}
