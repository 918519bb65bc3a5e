import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { learnerModules } from '../../src/workspace/learner-modules.ts';
import { layModule } from '../workspace/place.ts';
import { learner, startedLearner } from './learner.ts';

describe('doctor', () => {
  test('finds all well in a new workspace', async () => {
    await using bento = await startedLearner();
    await Promise.all(learnerModules.map((name) => layModule(join(bento.packageDir, 'node_modules'), name)));
    const { exitCode, stdout } = await bento.run('doctor');
    expect(stdout).toContain(`Node ${process.version}`);
    expect(stdout).toContain('MB free on the disk');
    expect(stdout).toContain('ports can be opened on 127.0.0.1');
    expect(stdout).toContain('saves are noticed');
    expect(stdout).toContain('1 event in');
    expect(stdout).toContain('15 modules can be imported');
    expect(exitCode).toBe(0);
  });

  test('looks around also where there is no workspace', async () => {
    await using bento = await learner();
    const { exitCode, stdout } = await bento.runIn({ cwd: bento.home }, 'doctor');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('`npx learn-obs start` makes one');
  });

  test('names the lines of the journal that cannot be read', async () => {
    await using bento = await startedLearner();
    await bento.save({ '.learn-obs/journal.ndjson': '{"half":\n\n{}\n' });
    const { exitCode, stdout } = await bento.run('doctor');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/not readable:\s+line 1, line 3/);
  });

  test('names the modules that cannot be imported', async () => {
    await using bento = await startedLearner();
    const pino = join(bento.workspaceDir, 'node_modules/pino');
    await rm(pino, { recursive: true, force: true });
    await mkdir(join(bento.workspaceDir, 'node_modules'), { recursive: true });
    await symlink('/nowhere/at/all', pino);
    const { exitCode, stdout } = await bento.run('doctor');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/cannot import:[^]*pino/);
    expect(stdout).toContain('npm install');
  });
});
