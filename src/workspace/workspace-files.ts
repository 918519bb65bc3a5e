/**
 * The files at the top of a new workspace, by name.
 *
 * @param versions exact versions of the learners' modules
 */
export function workspaceFiles(versions: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([
    ['package.json', json(packageJson(versions))],
    ['tsconfig.json', json(tsconfig)],
    ['.gitignore', 'node_modules\n.learn-obs\n'],
    ['.npmrc', npmrc],
  ]);
}

/** Without it `npm install` of anything fails: npm takes our links for sources under development and runs their scripts. */
const npmrc =
  '# The modules here are links to those of learn-obs; npm would run the scripts of their authors.\nignore-scripts=true\n';

function packageJson(versions: ReadonlyMap<string, string>): object {
  const all = [...versions];
  const isTypes = ([name]: [string, string]): boolean => name.startsWith('@types/');
  return {
    name: 'learn-obs-workspace',
    private: true,
    type: 'module',
    dependencies: Object.fromEntries(all.filter((module) => !isTypes(module))),
    devDependencies: Object.fromEntries(all.filter(isTypes)),
  };
}

/** Lets an editor mark what Node would stumble over: it runs TypeScript by leaving the types out, and checks none. */
const tsconfig = {
  compilerOptions: {
    target: 'es2024',
    lib: ['es2024'],
    module: 'nodenext',
    types: ['node'],
    strict: true,
    noEmit: true,
    erasableSyntaxOnly: true,
    verbatimModuleSyntax: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
  },
  include: ['*/src'],
};

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
