import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listenOnLoopback } from '../../src/observe/free-port.ts';
import { isAlive } from './leftovers.ts';
import { observeProgram, programsDir } from './observe-program.ts';

describe('a program that fails while it runs', () => {
  it("with an error nobody catches is a crash, with the place in the learner's file", async () => {
    const { evidence, stdout } = await observeProgram({ program: 'throws', listens: false });
    expect(evidence.problem).toEqual({
      code: 'crashed',
      args: {
        program: 'app',
        during: 'its work',
        message: "TypeError: Cannot read properties of undefined (reading 'sku')",
        file: 'throws.ts',
        line: 2,
      },
    });
    expect(stdout).toEqual(['cooking']);
  });

  it.each([
    ['throws-a-text', { message: 'no rice left' }],
    ['throws-own-error', { message: 'SoldOut: no tofu', file: 'throws-own-error.ts', line: 5 }],
    ['rejects-with-a-text', { message: 'a promise was rejected with "no rice", and nobody handled it' }],
    ['bad-json', { message: expect.stringMatching(/^SyntaxError: .*JSON/), file: 'bad-json.ts', line: 2 }],
    ['never-settles', { message: 'an await never settled', file: 'never-settles.ts', line: 2 }],
  ])('%s', async (program, args) => {
    const { evidence } = await observeProgram({ program, listens: false });
    expect(evidence.problem).toMatchObject({ code: 'crashed', args });
  });

  it('with an exit code of its own choice has said what it has to say', async () => {
    const { evidence, app } = await observeProgram({ program: 'out-of-stock', listens: false });
    expect(evidence.problem).toBeUndefined();
    expect(app.exit.code).toBe(4);
  });

  it('on purpose, as the plan says, is evidence', async () => {
    const { evidence, app } = await observeProgram({ program: 'throws', listens: false, run: { mayEnd: true } });
    expect(evidence.problem).toBeUndefined();
    expect(app.exit).toMatchObject({ code: 1, reason: 'ended by itself' });
  });

  it('in the middle of the steps ends the run at that request', async () => {
    const { evidence, run } = await observeProgram({
      program: 'crashes-in-the-middle',
      steps: [
        { do: 'send', request: { name: 'fine', method: 'GET', path: '/fine' } },
        { do: 'send', request: { name: 'boom', method: 'GET', path: '/boom' } },
        { do: 'send', request: { name: 'after', method: 'GET', path: '/after' } },
        { do: 'pause', durationMs: 5000 },
      ],
    });
    expect(evidence.problem).toEqual({
      code: 'crashed',
      args: {
        program: 'app',
        during: 'GET /boom',
        message: "TypeError: Cannot read properties of null (reading 'sku')",
        file: 'crashes-in-the-middle.ts',
        line: 6,
      },
    });
    expect(run.requests.map((request) => [request.name, request.outcome.kind])).toEqual([
      ['fine', 'answered'],
      ['boom', 'failed'],
    ]);
    expect(evidence.durationMs).toBeLessThan(4500);
  });

  it('by process.exit in the middle says the exit code', async () => {
    const { evidence } = await observeProgram({
      program: 'exits-in-the-middle',
      steps: [{ do: 'send', request: { name: 'one', method: 'POST', path: '/orders', body: {} } }],
    });
    expect(evidence.problem?.args).toMatchObject({ during: 'POST /orders', message: 'it ended with exit code 7' });
  });

  it('before it opens its port says what it wrote to stderr', async () => {
    const { evidence } = await observeProgram({ program: 'exits-at-once' });
    expect(evidence.problem).toEqual({
      code: 'ended-early',
      args: { program: 'app', code: 3, signal: null, stderr: 'no configuration found' },
    });
  });
});

describe('a service that the plan lets end', () => {
  it('before it opens its port is evidence', async () => {
    const { evidence, app, run } = await observeProgram({
      program: 'exits-at-once',
      run: { mayEnd: true },
      steps: [{ do: 'send', request: { name: 'one', method: 'GET', path: '/' } }],
    });
    expect(evidence.problem).toBeUndefined();
    expect(app.exit.code).toBe(3);
    expect(run.requests[0]?.outcome).toEqual({ kind: 'failed', error: 'ECONNREFUSED' });
  });
});

describe('a program that does not come to an end', () => {
  it.each(['endless-loop', 'never-listens'])('%s never opens its port', async (program) => {
    const { evidence, app } = await observeProgram({ program, run: { readyWithinMs: 400 } });
    expect(evidence.problem).toMatchObject({ code: 'never-listened', args: { program: 'app', port: app.port } });
    expect(evidence.problem?.args).not.toHaveProperty('openedInstead');
    expect(app.exit).toMatchObject({ signal: 'SIGKILL', reason: 'killed: did not open its port within 0.4 s' });
    expect(evidence.durationMs).toBeLessThan(4000);
  });

  it.each(['endless-loop', 'never-ends'])('%s is told to end', async (program) => {
    const { evidence, app } = await observeProgram({ program, listens: false, run: { readyWithinMs: 400 } });
    expect(evidence.problem).toEqual({ code: 'never-ended', args: { program: 'app', waitedMs: 400 } });
    expect(app.exit.reason).toBe('killed: did not end within 0.4 s');
    expect(evidence.durationMs).toBeLessThan(4000);
  });

  it('ignoring SIGTERM is killed', async () => {
    const { evidence, app, stdout } = await observeProgram({ program: 'ignores-sigterm', run: { stopWithinMs: 300 } });
    expect(evidence.problem).toEqual({ code: 'ignored-sigterm', args: { program: 'app', waitedMs: 300 } });
    expect(app.exit).toMatchObject({ signal: 'SIGKILL', reason: 'killed: ignored SIGTERM for 0.3 s' });
    expect(stdout).toEqual(['not now']);
  });

  it('ignoring SIGTERM in a run about endings is evidence', async () => {
    const { evidence, app } = await observeProgram({
      program: 'ignores-sigterm',
      run: { stopWithinMs: 200, mayEnd: true },
    });
    expect(evidence.problem).toBeUndefined();
    expect(app.exit.reason).toBe('killed: ignored SIGTERM for 0.2 s');
  });
});

describe('a program that minds the wrong port', () => {
  it('is told which one it opened', async () => {
    const { evidence, stdout } = await observeProgram({ program: 'wrong-port' });
    const { opened } = JSON.parse(stdout[0] ?? '{}') as { opened: number };
    expect(evidence.problem).toMatchObject({ code: 'never-listened', args: { openedInstead: opened } });
    expect(evidence.durationMs).toBeLessThan(8000);
  });

  it('that somebody else has', async () => {
    const somebody = createServer();
    const port = await listenOnLoopback(somebody);
    const { evidence } = await observeProgram({ program: 'port-taken', plan: { env: { BUSY_PORT: String(port) } } });
    await new Promise((resolve) => somebody.close(resolve));
    expect(evidence.problem).toEqual({ code: 'port-taken', args: { program: 'app', port } });
  });

  it('that was taken in the last moment gets another one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'observe-'));
    cpSync(programsDir, folder, { recursive: true });
    const { evidence, run } = await observeProgram({
      program: 'port-taken-once',
      request: { lessonDir: folder },
      run: { mayEnd: true },
      steps: [{ do: 'send', request: { name: 'one', method: 'GET', path: '/' } }],
    });
    rmSync(folder, { recursive: true });
    expect(evidence.problem).toBeUndefined();
    expect(run.programs).toHaveLength(1);
    expect(run.requests[0]?.outcome).toMatchObject({ kind: 'answered', body: 'second try' });
  });

  it('by opening it twice', async () => {
    const { evidence, run } = await observeProgram({
      program: 'two-listeners',
      steps: [{ do: 'pause', durationMs: 500 }],
    });
    expect(evidence.problem).toMatchObject({ code: 'port-taken', args: { program: 'app' } });
    expect(run.programs).toHaveLength(1);
  });
});

describe('a program that writes a lot', () => {
  it('100,000 lines are kept, in order', async () => {
    const { evidence, stdout } = await observeProgram({ program: '100k-lines', listens: false });
    expect(evidence.problem).toBeUndefined();
    expect(stdout).toHaveLength(100_000);
    expect(stdout.at(-1)).toBe('{"n":100000}');
  });

  it('100 MB are too much: it is stopped, and memory is not filled', async () => {
    const { evidence, app } = await observeProgram({ program: 'floods-100mb', listens: false });
    expect(evidence.problem).toEqual({
      code: 'output-too-large',
      args: { program: 'app', stream: 'stdout', limitBytes: 32 * 1024 * 1024 },
    });
    expect(app.stdout.lines.length).toBeLessThanOrEqual(32 * 1024);
    expect(app.stdout.droppedBytes).toBeGreaterThan(0);
    expect(app.exit.reason).toBe('killed: wrote too much on stdout');
  });

  it('without a pause is stopped all the same', async () => {
    const { evidence, app } = await observeProgram({ program: 'never-quiet' });
    expect(evidence.problem).toBeUndefined();
    expect(app.exit.reason).toBe('stopped after the plan');
    expect(evidence.durationMs - app.readyAtMs!).toBeLessThan(1500);
  });

  it('a line without an end at its death is kept as unfinished', async () => {
    const { evidence, app } = await observeProgram({
      program: 'half-line-at-death',
      listens: false,
      run: { mayEnd: true },
    });
    expect(evidence.problem).toBeUndefined();
    expect(app.stdout.lines).toMatchObject([
      { text: '{"whole":true}' },
      { text: '{"half":"Bentō 🍱', unfinished: true },
    ]);
    expect(app.exit).toMatchObject({ code: null, signal: 'SIGKILL', reason: 'ended by itself' });
  });

  it('an end by a signal that nobody sent is a crash', async () => {
    const { evidence } = await observeProgram({ program: 'half-line-at-death', listens: false });
    expect(evidence.problem?.args).toMatchObject({ message: 'it was ended by SIGKILL' });
  });
});

describe('a program that leaves things behind', () => {
  it('its own children end with it', async () => {
    const { evidence, stdout } = await observeProgram({ program: 'own-children', listens: false });
    const { pids } = JSON.parse(stdout[0] ?? '{}') as { pids: number[] };
    expect(evidence.problem).toBeUndefined();
    expect(pids).toHaveLength(2);
    await expect.poll(() => pids.filter(isAlive)).toEqual([]);
    expect(evidence.durationMs).toBeLessThan(4000);
  });

  it('or takes its own folder away', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'observe-'));
    cpSync(programsDir, folder, { recursive: true });
    const { evidence, stdout } = await observeProgram({
      program: 'deletes-own-folder',
      listens: false,
      request: { lessonDir: folder },
    });
    rmSync(folder, { recursive: true, force: true });
    expect(evidence.problem).toEqual({ code: 'folder-gone', args: { folder } });
    expect(stdout).toEqual(['cleaning up']);
  });

  it('a folder that never was is told the same way', async () => {
    const { evidence } = await observeProgram({ program: 'enum', request: { lessonDir: '/nowhere/at/all' } });
    expect(evidence.problem).toEqual({ code: 'folder-gone', args: { folder: '/nowhere/at/all' } });
  });
});

describe('a program that is only unusual', () => {
  it('may take its time to start', async () => {
    const { evidence, run } = await observeProgram({
      program: 'slow-start',
      steps: [{ do: 'send', request: { name: 'one', method: 'GET', path: '/' } }],
    });
    expect(evidence.problem).toBeUndefined();
    expect(run.requests[0]?.outcome).toMatchObject({ kind: 'answered', body: 'at last' });
  });

  it('may listen on IPv6 only', async () => {
    const { evidence, run } = await observeProgram({
      program: 'ipv6-only',
      steps: [{ do: 'send', request: { name: 'one', method: 'GET', path: '/' } }],
    });
    expect(evidence.problem).toBeUndefined();
    expect(run.requests[0]?.outcome).toMatchObject({ kind: 'answered', body: 'six' });
  });
});
