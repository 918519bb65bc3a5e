import type { Machine } from './machine.ts';
import { type Comparison, isMet, type Outcome } from './row.ts';
import type { Samples } from './samples.ts';

export interface Measured extends Outcome {
  readonly name: string;
}

export function machineLines({ node, cores, processor, load, node0, isTooBusy }: Machine): readonly string[] {
  const [before, after] = load.map((value) => value.toFixed(1));
  return [
    `Node ${node}, ${cores} cores, ${processor}; load ${before} before, ${after} after; node -e 0 ${span(node0)}`,
    ...(isTooBusy ? ['The machine was too busy: ratios are rough, and times say nothing.'] : []),
  ];
}

export function rowLines({ name, ours, against }: Measured): readonly string[] {
  return [
    `${name.padEnd(nameWidth)}  ${span(ours)}`,
    ...against.map((comparison) => {
      const limit = comparison.atMost === undefined ? '' : `(at most ${figure(comparison, comparison.atMost)})`;
      const baseline = comparison.baseline === undefined ? '' : span(comparison.baseline);
      const words = `  ${sign(comparison)} ${figure(comparison, comparison.figure)} ${limit}`;
      return `${words.padEnd(nameWidth)}  ${baseline.padEnd(spanWidth)}  ${comparison.name}`.trimEnd();
    }),
    '',
  ];
}

export function toJson(machine: Machine, rows: readonly Measured[]): string {
  const judged = rows.map((row) => ({
    ...row,
    against: row.against.map((comparison) => ({ ...comparison, isMet: isMet(comparison) })),
  }));
  return `${JSON.stringify({ machine, rows: judged }, undefined, 2)}\n`;
}

const nameWidth = 56;
const spanWidth = 30;

/** `45 ms (41–60, 20 times)` */
function span({ median, min, max, count }: Samples): string {
  return `${ms(median)} ms (${ms(min)}–${ms(max)}, ${count} times)`;
}

function ms(value: number): string {
  return value < 100 ? value.toFixed(1) : value.toFixed(0);
}

function figure({ unit }: Comparison, value: number): string {
  switch (unit) {
    case 'times':
      return `${value.toFixed(2)} x`;
    case 'more':
      return `+${ms(value)} ms`;
    case 'ms':
      return `${ms(value)} ms`;
  }
}

function sign(comparison: Comparison): string {
  return { true: '✓', false: '✗', undefined: '·' }[`${isMet(comparison)}`];
}
