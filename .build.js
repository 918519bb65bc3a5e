import { resolve } from 'node:path';
import { getBuiltinModule } from 'node:process';
import { build } from 'rolldown';
import { loadManifests } from './dist/src/runner/load-course.js';

/** Packages that nearly every command needs. All others stay what they are, and are found in node_modules. */
const bundled = new Set(['commander', 'chalk', '#ansi-styles', '#supports-color', 'marked']);

/** Importing one of these as an ES module runs all its getters, and so loads a good part of Node. */
const withGetters = new Set(['node:process', 'node:util']);

/** The second half of the build, after `tsc` has checked the types and written the modules that lessons import. */
await build({
  input: { main: 'src/main.ts' },
  platform: 'node',
  external: (id, _importer, isResolved) =>
    !isResolved && /^[#@\w]/.test(id) && !bundled.has(id) && !withGetters.has(id),
  treeshake: { propertyReadSideEffects: false },
  plugins: [withoutGetters(), catalogue()],
  output: {
    dir: 'dist/bundle',
    chunkFileNames: '[name].js',
    codeSplitting: { groups: [{ name: base(), debugName: 'base' }] },
    sourcemap: true,
  },
});

/** What `list` needs, every command needs: in one file, since Node spends more time on finding a file than on running it. */
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

/** Takes them as `require` would. */
function withoutGetters() {
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
