import { MessageChannel, Worker } from 'node:worker_threads';
import { pathToFileURL } from 'node:url';

/**
 * Takes the types out of a learner's files and compiles them, into Node's compile cache, while the program that needs them
 * still boots. Node needs some 50 ms to load what takes types out, in each program and at each save; a thread that has it
 * loaded needs 3 ms.
 */
export interface AheadCompiler extends AsyncDisposable {
  /** Resolves when the cache holds what the programs load. A file that cannot be compiled is left to its program. */
  compile(entries: readonly string[]): Promise<void>;
  /** A thread loads each file once: make ready for the same files again. Takes time, so ask when nothing else is to do. */
  renew(): void;
}

/** @param compileCacheDir the NODE_COMPILE_CACHE of the programs, which must run on this very Node */
export function openAheadCompiler(compileCacheDir: string): AheadCompiler {
  let thread = startThread(compileCacheDir);
  let isUsed = false;
  const ending = new Set<Promise<unknown>>();
  const end = (used: Worker): void => {
    const ended = used.terminate();
    ending.add(ended);
    void ended.finally(() => ending.delete(ended));
  };
  return {
    compile: (entries) => {
      isUsed = true;
      const { promise, resolve } = Promise.withResolvers<void>();
      const { port1: here, port2: there } = new MessageChannel();
      // The port closes with the answer, or with the thread.
      here.once('close', () => resolve());
      here.unref();
      thread.postMessage({ urls: entries.map((entry) => pathToFileURL(entry).href), port: there }, [there]);
      return promise;
    },
    renew: () => {
      if (!isUsed) return;
      end(thread);
      thread = startThread(compileCacheDir);
      isUsed = false;
    },
    [Symbol.asyncDispose]: async () => {
      end(thread);
      await Promise.all(ending);
    },
  };
}

function startThread(compileCacheDir: string): Worker {
  const thread = new Worker(script, {
    eval: true,
    env: { NODE_COMPILE_CACHE: compileCacheDir },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdout: true,
    stderr: true,
  });
  thread.unref();
  // Programs compile for themselves then.
  thread.on('error', () => {});
  return thread;
}

/**
 * Nothing of the learner's is executed: the import asks for a name that no module has, so Node loads and compiles the whole
 * graph, and refuses to evaluate it.
 */
const script = `
const { flushCompileCache, stripTypeScriptTypes } = require('node:module');
const { parentPort } = require('node:worker_threads');
stripTypeScriptTypes('let ready: true');
parentPort.on('message', async ({ urls, port }) => {
  for (const url of urls) {
    const source = 'import { no_module_has_this_name } from ' + JSON.stringify(url);
    await import('data:text/javascript,' + encodeURIComponent(source)).catch(() => {});
  }
  flushCompileCache();
  port.close();
});
`;
