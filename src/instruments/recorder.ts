import type { Instruments } from '../kernel/instruments.ts';

/** A place that learn-obs's own telemetry goes to. Nothing in it throws: no work fails for being watched. */
export interface Recorder extends Partial<Pick<Instruments, 'log' | 'count' | 'observe' | 'keepIn'>> {
  /** Hands over what was not handed over yet. */
  close(): Promise<Ending>;
}

export interface Ending {
  /** What went wrong since the opening, in words for one line on stderr. */
  readonly trouble?: string;
  /** Handing over took too long and was given up: connections and timers may be left. */
  readonly isUnfinished?: boolean;
}
