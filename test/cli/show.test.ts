import { describe, expect, test } from 'vitest';
import type { Evidence } from '../../src/telemetry/evidence.ts';
import { startedLearner } from './learner.ts';

describe('show', () => {
  test('says what to do while there is no attempt yet', async () => {
    await using bento = await startedLearner();
    const { exitCode, stdout, stderr } = await bento.run('show');
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain('`npx learn-obs verify` judges it too');
  });

  test('marks the very line that was judged, with the title of the check', async () => {
    await using bento = await startedLearner();
    await bento.save({
      '00-hello/src/hello.ts':
        'console.log(JSON.stringify({ guest: process.env.GUEST, n: 1 }));\nconsole.log(JSON.stringify({ n: 2 }));\n',
    });
    await bento.run('verify');
    const { exitCode, stdout } = await bento.run('show');
    expect(exitCode).toBe(0);
    expect(stdout.replaceAll(/\d\.\d{3} s/g, '<time>').replaceAll(/guest-\w{6}/g, 'guest-<id>')).toMatchInlineSnapshot(`
      "Logs
        1  +<time>  –    guest=guest-<id>  n=1
      > 2  +<time>  –    n=2
        ↑ The program prints one line, a JSON object.

      Endings
        hello ended with exit code 0 (ended by itself)

      "
    `);
    expect((await bento.run('show', 'logs')).stdout).toBe(stdout);
    expect((await bento.run('show', 'traces')).stdout).not.toContain('"n":2');
  });

  test('shows another lesson, another signal, or the whole evidence as JSON', async () => {
    await using bento = await startedLearner();
    await bento.run('goto', 'kiosk');
    await bento.run('verify', 'kiosk');
    await bento.run('goto', 'hello');
    expect((await bento.run('show', 'http', '--lesson', 'kiosk')).stdout).toMatch(/GET +\/guest-\w{6} +200/);
    const { stdout } = await bento.run('show', '--lesson', '1', '--json');
    expect((JSON.parse(stdout) as Evidence).runs[0]?.requests[0]?.outcome).toMatchObject({ status: 200 });
  });

  test('knows no other signals', async () => {
    await using bento = await startedLearner();
    const { exitCode, stderr } = await bento.run('show', 'smoke');
    expect(exitCode).toBe(64);
    expect(stderr).toContain('There is no signal "smoke": name logs, metrics, traces, http');
  });
});

describe('run', () => {
  test('shows what the program emits, judges nothing and writes nothing down', async () => {
    await using bento = await startedLearner();
    const { exitCode, stdout, stderr } = await bento.run('run');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('guest=nobody');
    expect(stdout).not.toMatch(/[✓✗]/);
    expect(await bento.journal()).toHaveLength(1);
    expect((await bento.run('show')).exitCode).toBe(2);
  });

  test('prints the whole evidence as JSON, the same values again with a seed', async () => {
    await using bento = await startedLearner();
    const guest = async (...argv: string[]): Promise<unknown> => {
      const { stdout } = await bento.run('run', '--json', ...argv);
      return (JSON.parse(stdout) as Evidence).runs[0]?.programs[0]?.env['GUEST'];
    };
    const first = await guest('--seed', 'a');
    expect(first).toMatch(/^guest-\w{6}$/);
    expect(await guest('--seed', 'a')).toBe(first);
    expect(await guest()).not.toBe(first);
  });

  test('ends with 2 and says why when the program cannot be driven', async () => {
    await using bento = await startedLearner();
    await bento.save({ '00-hello/src/hello.ts': 'import "./missing.ts";\n' });
    const { exitCode, stdout, stderr } = await bento.run('run');
    expect(exitCode).toBe(2);
    expect(stderr).toContain("imports './missing.ts', and it was not found");
    expect(stderr).toContain('Next:');
    expect(stdout).not.toContain('not found');
    expect((await bento.run('run', 'last')).stderr).toContain('learn-obs goto 2');
  });
});
