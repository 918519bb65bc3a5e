import type { DatagramEvidence } from '../evidence.ts';
import type { Oddity, StatsdMetric } from '../model.ts';
import {
  readStatsdEvent,
  readStatsdServiceCheck,
  type StatsdEvent,
  type StatsdServiceCheck,
} from './dogstatsd-events.ts';
import { readStatsdMetric } from './dogstatsd-metric.ts';
import { oddAt } from './odd.ts';

export interface StatsdReading {
  readonly metrics: readonly StatsdMetric[];
  readonly events: readonly StatsdEvent[];
  readonly serviceChecks: readonly StatsdServiceCheck[];
  /** `line` is the datagram's index plus 1. */
  readonly oddities: readonly Oddity[];
}

/**
 * Read DogStatsD datagrams: one message in each line of a datagram.
 * @see https://docs.datadoghq.com/developers/dogstatsd/datagram_shell/
 */
export function parseDatagrams(datagrams: readonly DatagramEvidence[]): StatsdReading {
  const metrics: StatsdMetric[] = [];
  const events: StatsdEvent[] = [];
  const serviceChecks: StatsdServiceCheck[] = [];
  const oddities: Oddity[] = [];
  datagrams.forEach(({ text }, datagram) => {
    const odd = oddAt(datagram + 1, oddities);
    const messages = text.split('\n').filter((message) => message.trim() !== '');
    if (messages.length === 0) odd('an empty datagram');
    for (const message of messages) {
      if (message.startsWith('_e{')) {
        const event = readStatsdEvent(message, datagram, odd);
        if (event) events.push(event);
      } else if (message.startsWith('_sc|')) {
        const check = readStatsdServiceCheck(message, datagram, odd);
        if (check) serviceChecks.push(check);
      } else {
        const metric = readStatsdMetric(message, datagram, odd);
        if (metric) metrics.push(metric);
      }
    }
  });
  return { metrics, events, serviceChecks, oddities };
}
