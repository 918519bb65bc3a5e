import type { World } from '../kernel/world.ts';
import { errorView } from '../views/terminal/error.ts';
import { lookOf } from './print.ts';
import { sourceStack } from './source-stack.ts';

/** A fault of learn-obs itself: the stack, and what to send where. */
export function bugReport(thrown: unknown, version: string, world: World): string[] {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return errorView(
    {
      kind: 'bug',
      message: error.message,
      stack: sourceStack(error.stack ?? '', world.packageDir),
      reportAt: 'https://github.com/learn-obs/learn-obs/issues',
      facts: [`learn-obs ${version}`, `Node ${world.nodeVersion}`, world.platform],
    },
    lookOf(world.screen),
  );
}
