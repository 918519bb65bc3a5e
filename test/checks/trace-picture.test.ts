import { expect, test } from 'vitest';
import { placeSpans } from '../../src/checks/placed-span.ts';
import { traceSpot } from '../../src/checks/trace-picture.ts';
import type { Saw } from '../../src/course/verdict.ts';
import { runOfSpans, spanNamed, type Sketch } from './hand-made-traces.ts';

const order: readonly Sketch[] = [
  { name: 'POST /orders', id: 'root', kind: 'server' },
  { name: 'POST /boxes', id: 'box', under: 'root', kind: 'client' },
  { name: 'POST /payments', under: 'box', kind: 'client', from: 1 },
  { name: 'INSERT orders', under: 'root', kind: 'client', from: 5 },
];

test('the wrong span stands in its tree, with the caret under it', () => {
  const run = runOfSpans(order);
  const { at, saw } = traceSpot(run, {
    marked: spanNamed(run, 'POST /payments'),
    note: 'inside the other call',
    request: 'order-1',
  });
  expect(at).toMatchObject({ signal: 'span', run: 'a run' });
  expect(saw?.label).toBe('spans of order-1');
  expect(drawn(saw)).toBe(
    [
      'POST /orders (server)',
      '├─ POST /boxes (client)',
      '│  └─ POST /payments (client)',
      '      ^^^^^^^^^^^^^^^^^^^^^^^ inside the other call',
      '└─ INSERT orders (client)',
    ].join('\n'),
  );
});

test('the caret can stand under the kind alone', () => {
  const run = runOfSpans(order);
  const { saw } = traceSpot(run, { marked: spanNamed(run, 'POST /boxes'), part: 'kind', note: 'wrong' });
  expect(saw?.text.split('\n')[saw.mark!.line!]?.slice(saw.mark!.from, saw.mark!.to)).toBe('client');
});

test('trees that should be one are drawn below each other, each with its trace', () => {
  const run = runOfSpans([order[0]!, { name: 'POST /boxes', kind: 'client', trace: 'two' }]);
  const marked = spanNamed(run, 'POST /boxes');
  const roots = placeSpans(run.traces);
  expect(drawn(traceSpot(run, { marked, roots, note: 'no parent' }).saw)).toMatch(
    /^POST \/orders \(server, trace [0-9a-f]{8}\)\nPOST \/boxes \(client, trace [0-9a-f]{8}\)\n\^{36} no parent$/,
  );
});

test('services are named where there are several, and a parent that never arrived', () => {
  const run = runOfSpans([
    { name: 'POST /boxes', id: 'call', under: 'lost', kind: 'client' },
    { name: 'pack', under: 'call', kind: 'server', service: 'kitchen' },
  ]);
  const { text } = traceSpot(run, { marked: spanNamed(run, 'pack'), note: '' }).saw!;
  expect(text).toMatch(
    /^POST \/boxes \(client, orders, its parent [0-9a-f]{8} never arrived\)\n└─ pack \(server, kitchen\)$/,
  );
});

test('a parent that is another program is no fault', () => {
  const run = runOfSpans([{ name: 'POST /orders', under: 'caller', kind: 'server', flags: 0x301 }]);
  expect(traceSpot(run, { marked: spanNamed(run, 'POST /orders'), note: '' }).saw?.text).toBe('POST /orders (server)');
});

test('of a large tree the way to the wrong span is drawn, and how much is left out', () => {
  const many = Array.from({ length: 30 }, (_, index) => ({ name: `step ${index}`, under: 'root', from: index }));
  const run = runOfSpans([order[0]!, ...many, { name: 'deep', under: 'root', id: 'deep', from: 40 }]);
  const { text } = traceSpot(run, { marked: spanNamed(run, 'deep'), note: 'here', most: 4 }).saw!;
  expect(text.split('\n')).toEqual([
    'POST /orders (server)',
    '├─ step 0 (internal)',
    '├─ step 1 (internal)',
    '├─ deep (internal)',
    '└─ … 28 more spans',
  ]);
});

test('roots that find no room are counted, and long names are cut', () => {
  const roots = Array.from({ length: 12 }, (_, index) => ({
    name: `lonely ${'x'.repeat(80)}`,
    id: `r${index}`,
    trace: `t${index}`,
  }));
  const run = runOfSpans(roots);
  const placed = placeSpans(run.traces);
  const lines = traceSpot(run, { marked: placed[0]!, roots: placed, note: '' }).saw!.text.split('\n');
  expect(lines).toHaveLength(11);
  expect(lines[0]).toContain('xxx…');
  expect(lines.at(-1)).toBe('… 2 more spans');
});

test('spans that began in the same millisecond stand in the order of their names', () => {
  const run = runOfSpans([
    { name: 'request', id: 'root', kind: 'server' },
    { name: 'b', under: 'root' },
    { name: 'a', under: 'root' },
  ]);
  expect(traceSpot(run, { marked: spanNamed(run, 'request'), note: '' }).saw?.text).toMatch(/─ a .*\n.*─ b /);
});

function drawn(saw: Saw | undefined): string {
  const { text = '', mark } = saw ?? {};
  const lines = text.split('\n');
  if (mark)
    lines.splice(
      (mark.line ?? lines.length - 1) + 1,
      0,
      `${' '.repeat(mark.from)}${'^'.repeat(mark.to - mark.from)} ${mark.note}`,
    );
  return lines.join('\n');
}
