// Run by itself, as learn-obs would: one attempt with a program of the fixtures, then what is left is said.
import { observe } from '../../src/observe/observe.ts';
import { realWorld } from './real-world.ts';

const [program = '', listens] = process.argv.slice(2);
const evidence = await observe({
  lesson: 'trial',
  seed: 'seed',
  plan: {
    programs: { app: { entry: `${program}.ts`, listens: listens === 'listens' } },
    stubs: { kitchen: { rules: [{ answers: [{ status: 200, delayMs: 20 }] }] } },
    runs: [
      {
        name: 'run',
        steps: [
          { do: 'send', request: { name: 'one', method: 'POST', path: '/orders', body: {}, abort: { afterMs: 5000 } } },
          { do: 'scrape', name: 'after' },
        ],
      },
    ],
  },
  lessonDir: new URL('../fixtures/programs', import.meta.url).pathname,
  world: realWorld(),
  signal: new AbortController().signal,
});
// A handle that is being closed is gone a turn later.
for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
const own = new Set(['PipeWrap', 'TTYWrap', 'FSReqPromise']);
const left = process.getActiveResourcesInfo().filter((resource) => !own.has(resource));
process.stdout.write(JSON.stringify({ problem: evidence.problem ?? null, left, endedAt: performance.now() }));
process.on('exit', () => process.stdout.write(`\n${performance.now()}`));
