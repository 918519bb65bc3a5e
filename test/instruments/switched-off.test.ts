import { expect, it } from 'vitest';
import { noInstruments, type Instruments } from '../../src/kernel/instruments.ts';

/** What one attempt says, and more: ten programs, a hundred steps. */
async function sayWhatAnAttemptSays(instruments: Instruments): Promise<void> {
  await instruments.span('attempt', { lesson: 'welcome' }, async (note) => {
    for (let program = 0; program < 10; program++) {
      await instruments.span('start', { run: 'one', program: `p${program}` }, async () => {});
      await instruments.span('ready', { run: 'one', program: `p${program}` }, async () => {});
    }
    for (let step = 0; step < 100; step++) instruments.log('debug', 'step', { run: 'one', step, of: 100 });
    instruments.count('attempts', { lesson: 'welcome', verdict: 'pass' });
    instruments.observe('attempt.duration', 1, { lesson: 'welcome', verdict: 'pass' });
    note({ verdict: 'pass' });
  });
}

it('instruments that are switched off cost an attempt less than a tenth of a millisecond', async () => {
  const durationsMs: number[] = [];
  for (let count = 0; count < 500; count++) {
    const startedAt = performance.now();
    await sayWhatAnAttemptSays(noInstruments);
    durationsMs.push(performance.now() - startedAt);
  }
  // The middle one: others use this machine as well.
  expect(durationsMs.toSorted((one, other) => one - other)[250]).toBeLessThan(0.1);
});

it('work that is not watched passes its result and its error on', async () => {
  expect(await noInstruments.span('draw', {}, async () => 'drawn')).toBe('drawn');
  await expect(noInstruments.span('draw', {}, () => Promise.reject(new Error('torn')))).rejects.toThrow('torn');
});
