import type { World } from '../kernel/world.ts';
import { openAheadCompiler, type AheadCompiler } from './ahead-compiler.ts';
import { openGuardian, type Guardian } from './guardian.ts';

/** What attempts can share: kept ready between them, so that none waits for it. */
export interface Standby extends AsyncDisposable {
  readonly guardian: Guardian;
  readonly compiler: Pick<AheadCompiler, 'compile'>;
  /** Make ready for the same files again; ask for it when nothing else is to do. */
  renew(): void;
}

/** @param compileCacheDir that of the attempts */
export function openStandby(world: World, compileCacheDir: string): Standby {
  const guardian = openGuardian(world);
  const compiler = openAheadCompiler(compileCacheDir);
  return {
    guardian,
    compiler,
    renew: () => compiler.renew(),
    [Symbol.asyncDispose]: async () => {
      await compiler[Symbol.asyncDispose]();
      await guardian[Symbol.asyncDispose]();
    },
  };
}
