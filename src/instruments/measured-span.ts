import type { Instruments } from '../kernel/instruments.ts';
import type { Clock } from '../kernel/world.ts';

/** A span that also tells its beginning and its end as events, and its duration as a metric. */
export function measuredSpan(
  inSpan: Instruments['span'],
  { log, observe }: Pick<Instruments, 'log' | 'observe'>,
  clock: Pick<Clock, 'elapsedMs'>,
): Instruments['span'] {
  return (name, facts, work) =>
    inSpan(name, facts, async (note) => {
      const startedMs = clock.elapsedMs();
      let known = facts;
      log('debug', `${name} began`, facts);
      try {
        return await work((more) => {
          known = { ...known, ...more };
          note(more);
        });
      } catch (error) {
        known = { ...known, error: error instanceof Error ? error.name : String(error) };
        throw error;
      } finally {
        const seconds = Math.round((clock.elapsedMs() - startedMs) * 1000) / 1_000_000;
        log('debug', `${name} ended`, { ...known, seconds });
        observe('span.duration', seconds, { span: name });
      }
    });
}
