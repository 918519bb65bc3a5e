import { fileURLToPath } from 'node:url';

/** The repository: learn-obs as an installed package has it. */
export const packageDir = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');

export const launcher = `${packageDir}/bin/learn-obs.js`;

/** What the build made of a file in src/: that is what learners run. @param path such as `runner/session` */
export async function built<Module>(path: string): Promise<Module> {
  return (await import(new URL(`../../dist/src/${path}.js`, import.meta.url).href)) as Module;
}
