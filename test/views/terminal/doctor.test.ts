import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Diagnosis, doctorView } from '../../../src/views/terminal/doctor.ts';
import { asFile, golden } from '../../golden.ts';
import { anyText, anyWidth } from '../any-text.ts';
import { noisyLines } from './noisy-lines.ts';

const diagnoses: Diagnosis[] = [
  { state: 'ok', what: 'Node v24.21.0' },
  {
    state: 'problem',
    what: 'The files of your workspace cannot be watched',
    mend: 'Nothing to do: learn-obs looks at them twice a second instead. Raise fs.inotify.max_user_watches to have it at once.',
  },
];

test.each([40, 80, 120])('it looks as agreed at %i columns', (width) => {
  const picture = asFile(doctorView(diagnoses, { width, colour: false }));
  expect(picture).toBe(golden(`doctor-${width}.txt`, picture));
});

test('when nothing is wrong it says so', () => {
  expect(doctorView(diagnoses.slice(0, 1), { width: 80, colour: false }).at(-1)).toBe('Everything is in order.');
});

test('any diagnosis stays in its columns', () => {
  fc.assert(
    fc.property(anyText, anyText, anyWidth, (what, mend, width) => {
      expect(noisyLines((look) => doctorView([{ state: 'problem', what, mend }], look), width)).toEqual([]);
    }),
  );
});
