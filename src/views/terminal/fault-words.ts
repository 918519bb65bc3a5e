import type { TraceFault } from '../../telemetry/derive/trace-fault.ts';
import { fineDuration } from './wording.ts';

/** What is wrong with a span, in words; every fault has its own. */
export function faultWords(fault: TraceFault): string {
  return (words[fault.kind] as (one: TraceFault) => string)(fault);
}

type Said = { readonly [Kind in TraceFault['kind']]: (fault: Extract<TraceFault, { kind: Kind }>) => string };

const words: Said = {
  'missing-parent': ({ parentSpanId }) => `its parent ${parentSpanId} was not received`,
  cycle: ({ spanIds }) => `its parent is its own descendant: ${spanIds.slice(0, 4).join(' → ')}`,
  'duplicate-span-id': () => 'another span of this trace has the same id',
  'never-ended': () => 'never ended: nobody called its end()',
  'negative-duration': ({ durationMs }) => `ended ${fineDuration(-durationMs)} before it began`,
  'outside-parent': ({ earlyMs, lateMs }) =>
    [
      earlyMs > 0 ? `began ${fineDuration(earlyMs)} before its parent` : '',
      lateMs > 0 ? `ended ${fineDuration(lateMs)} after its parent` : '',
    ]
      .filter(Boolean)
      .join(', '),
};
