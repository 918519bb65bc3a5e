import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { temporaryPlace } from '../workspace/place.ts';
import { call, type Called, launcher, learnObs } from './calls.ts';

const fixture = new URL('../fixtures/another-node.cjs', import.meta.url).pathname;

function onNode(version: string, ...argv: readonly string[]): Promise<Called> {
  return call('/', process.execPath, ['-r', fixture, launcher, ...argv], { ANOTHER_NODE: version });
}

describe('on a Node that is too old', () => {
  test.each(['12.22.12', '20.20.2', '22.22.2', '23.11.0', '24.14.1', '25.9.0'])(
    '%s it says which one is needed, and how to start on it',
    async (version) => {
      const { exitCode, stdout, stderr } = await onNode(version, 'verify', 'hello');
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
      expect(stderr).toContain(`learn-obs needs Node ^22.22.3 || ^24.15.0 || >=26.0.0; this is v${version}`);
      expect(stderr).toMatch(/npx -y -p node@24 learn-obs verify hello$/m);
      expect(stderr).not.toContain('    at ');
    },
  );

  const oldNode = '/usr/bin/node';
  test.runIf(existsSync(oldNode))('the one of the system says the same, if it is one', async () => {
    const version = (await call('/', oldNode, ['--version'])).stdout.trim();
    const { exitCode, stderr } = await call('/', oldNode, [launcher, '--version']);
    const isOld = Number.parseInt(version.slice(1), 10) < 22;
    expect(exitCode).toBe(isOld ? 2 : 0);
    expect(stderr.includes(`this is ${version}`)).toBe(isOld);
  });
});

describe('on a Node that will do', () => {
  test.each(['22.22.3', '24.15.0', '24.99.0', '26.0.0', '31.4.1'])('%s it starts', async (version) => {
    expect(await onNode(version, '--version')).toMatchObject({ exitCode: 0, stdout: '0.1.0\n', stderr: '' });
  });
});

describe('the process', () => {
  test('ends with the exit code of the command', async () => {
    await using place = await temporaryPlace();
    const outside = await learnObs(place.dir, 'status');
    expect(outside.exitCode).toBe(64);
    expect(outside.stderr).toContain('npx learn-obs start');
    expect(outside.stdout).toBe('');
  });

  test('stops writing when its reader has seen enough', async () => {
    const { exitCode, stderr } = await call('/', 'bash', [
      '-c',
      `"${process.execPath}" "${launcher}" --help | head -1; exit \${PIPESTATUS[0]}`,
    ]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });
});
