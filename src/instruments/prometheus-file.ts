import { join } from 'node:path';
import { Counter, Histogram, Registry } from 'prom-client';
import { replaceFile } from '../workspace/atomic-file.ts';
import { counters, histograms, prometheusName } from './metric-table.ts';
import type { Recorder } from './recorder.ts';

/**
 * Counts and durations of this process, written when it ends to .learn-obs/metrics.prom: Prometheus text, in one piece, as
 * the textfile collector of the node exporter reads it. The file is of the last command only; there is no port to scrape,
 * because most commands end before anybody would.
 */
export function openPrometheusFile(pid: number): Recorder {
  const registry = new Registry();
  const registers = [registry];
  const made = {
    counters: mapTable(counters, (name, { description, labels }) => {
      return new Counter({ name: prometheusName('counter', name), help: description, labelNames: labels, registers });
    }),
    histograms: mapTable(histograms, (name, { description, labels, buckets }) => {
      const names = { name: prometheusName('histogram', name), help: description, labelNames: labels };
      return new Histogram({ ...names, buckets: [...buckets], registers });
    }),
  };
  let folder: string | undefined;

  return {
    count: (name, labels) => made.counters[name].inc({ ...labels }),
    observe: (name, seconds, labels) => made.histograms[name].observe({ ...labels }, seconds),
    keepIn: (stateDir) => {
      folder ??= stateDir;
    },
    close: async () => {
      if (folder === undefined) return {};
      try {
        await replaceFile(join(folder, 'metrics.prom'), await registry.metrics(), pid);
        return {};
      } catch (error) {
        return {
          trouble: `metrics.prom could not be written: ${error instanceof Error ? error.message : String(error)}`,
        };
      }
    },
  };
}

function mapTable<Name extends string, Entry, Made>(
  table: Readonly<Record<Name, Entry>>,
  make: (name: Name, entry: Entry) => Made,
): Readonly<Record<Name, Made>> {
  const names = Object.keys(table) as Name[];
  return Object.fromEntries(names.map((name) => [name, make(name, table[name])])) as Record<Name, Made>;
}
