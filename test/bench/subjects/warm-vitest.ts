import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createVitest } from 'vitest/node';
import { serve } from '../subject.ts';

/** Vitest as it comes, with threads, kept warm: `once` reruns a check that starts the program itself. */
const [placeDir = '', lessonDir = '', program = ''] = process.argv.slice(2);
await writeFile(
  join(placeDir, 'program.test.js'),
  `import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';

test('one line with the name', async () => {
  const program = spawn(process.execPath, [${JSON.stringify(program)}], {
    cwd: ${JSON.stringify(lessonDir)},
    env: { PATH: process.env.PATH, ON_CALL: 'Ada' },
  });
  let output = '';
  program.stdout.on('data', (chunk) => (output += chunk));
  await once(program, 'close');
  expect(JSON.parse(output)).toMatchObject({ msg: 'on call', name: 'Ada' });
});
`,
);
const vitest = await createVitest('test', {
  root: placeDir,
  config: false,
  watch: false,
  pool: 'threads',
  reporters: [{}],
});
const spec = vitest.getRootProject().createSpecification(join(placeDir, 'program.test.js'));
serve(
  async () => {
    const startedAt = performance.now();
    const { testModules } = await vitest.runTestSpecifications([spec], false);
    const durationMs = performance.now() - startedAt;
    if (!testModules.every((module) => module.ok())) throw new Error('the check did not pass');
    return durationMs;
  },
  () => vitest.close(),
);
