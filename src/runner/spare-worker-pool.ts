import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import { join } from 'node:path';
import type { PoolOptions, PoolRunnerInitializer, PoolWorker, WorkerRequest } from 'vitest/node';

/**
 * A Vitest pool that always keeps one worker thread started and loaded before it is needed, and hands each test file a
 * fresh one. Each thread has a port through which the evidence comes, at any time after the run has begun.
 */
export interface SpareWorkerPool extends AsyncDisposable {
  readonly initializer: PoolRunnerInitializer;
  /** Called with the port of each thread that a run takes. */
  onTaken: (port: MessagePort) => void;
}

interface Spare {
  readonly thread: Worker;
  readonly port: MessagePort;
}

/** @param vitestDist the folder of Vitest's own dist, whose threads entry the workers load */
export function openSpareWorkerPool(
  vitestDist: string,
  env: Readonly<Record<string, string | undefined>>,
): SpareWorkerPool {
  let spare: Spare | undefined = startThread();
  let closed = false;
  const ending = new Set<Promise<number>>();

  function startThread(): Spare {
    const { port1, port2 } = new MessageChannel();
    const thread = new Worker(join(vitestDist, 'workers/threads.js'), {
      env: env as NodeJS.ProcessEnv,
      execArgv: [],
      stdout: true,
      stderr: true,
      workerData: { evidence: port2 },
      transferList: [port2],
    });
    // An idle spare must not keep learn-obs alive.
    thread.unref();
    port1.unref();
    return { thread, port: port1 };
  }

  function take(): Spare {
    const taken = spare ?? startThread();
    spare = undefined;
    taken.thread.ref();
    pool.onTaken(taken.port);
    return taken;
  }

  function end(used: Spare): void {
    used.port.close();
    const ended = used.thread.terminate();
    ending.add(ended);
    void ended.finally(() => ending.delete(ended));
    if (!closed) spare ??= startThread();
  }

  const pool: SpareWorkerPool = {
    initializer: {
      name: 'spare-worker',
      createPoolWorker: (_options: PoolOptions): PoolWorker => pooledWorker(take, end),
    },
    onTaken: () => undefined,
    async [Symbol.asyncDispose]() {
      closed = true;
      if (spare) end(spare);
      await Promise.all(ending);
    },
  };
  return pool;
}

function pooledWorker(take: () => Spare, end: (used: Spare) => void): PoolWorker {
  let mine: Spare | undefined;
  const thread = (): Worker => {
    if (!mine) throw new Error('the worker was used before it was started');
    return mine.thread;
  };
  return {
    name: 'spare-worker',
    on: (event, callback) => void thread().on(event, callback),
    off: (event, callback) => void thread().off(event, callback),
    send: (message: WorkerRequest) => thread().postMessage(message),
    deserialize: (received) => received,
    start: async () => {
      mine ??= take();
    },
    stop: async () => {
      if (mine) end(mine);
      mine = undefined;
    },
  };
}
