import { noInstruments, type Instruments } from '../kernel/instruments.ts';
import type { World } from '../kernel/world.ts';
import { measuredSpan } from './measured-span.ts';
import type { SdkEnvironment } from './otel-sdk.ts';
import type { Ending, Recorder } from './recorder.ts';
import type { Wishes } from './wishes.ts';

export interface OpenInstruments {
  readonly instruments: Instruments;
  /** Hands over what is left; takes a second at most. */
  close(): Promise<Ending>;
}

export interface Setting extends Pick<World, 'clock' | 'pid'> {
  /** Of learn-obs. */
  readonly version: string;
  /** The environment that the OpenTelemetry SDK reads; see `startOtelSdk` for what is changed in it. */
  readonly env: SdkEnvironment;
}

/** Switches on what is wished for and loads nothing else. Does not throw: learn-obs works unwatched as well. */
export async function openInstruments(wishes: Wishes, setting: Setting): Promise<OpenInstruments> {
  const { clock, pid } = setting;
  const otel = wishes.signals.length > 0 ? await openOtel(wishes, setting) : unwatched;
  const recorders = [otel.recorder];
  if (wishes.debug) {
    const [{ openDebugLog }, { openPrometheusFile }] = await Promise.all([
      import('./debug-log.ts'),
      import('./prometheus-file.ts'),
    ]);
    recorders.push(openDebugLog({ clock, pid }, otel.spanIds), openPrometheusFile(pid));
  }
  const tell = toAll(recorders);
  return {
    instruments: { ...tell, span: measuredSpan(otel.span, tell, clock) },
    close: async () => {
      const endings = await Promise.all(recorders.map((recorder) => recorder.close()));
      const troubles = endings.flatMap(({ trouble }) => trouble ?? []);
      const isUnfinished = endings.some((ending) => ending.isUnfinished === true);
      return { isUnfinished, ...(troubles.length > 0 ? { trouble: troubles.join('; ') } : {}) };
    },
  };
}

interface Otel {
  readonly recorder: Recorder;
  readonly span: Instruments['span'];
  readonly spanIds: () => Readonly<Record<string, string>>;
}

const unwatched: Otel = { recorder: { close: async () => ({}) }, span: noInstruments.span, spanIds: () => ({}) };

async function openOtel({ signals }: Wishes, { clock, version, env }: Setting): Promise<Otel> {
  try {
    const [{ startOtelSdk }, { otelRecorder, otelSpan, activeSpanIds }] = await Promise.all([
      import('./otel-sdk.ts'),
      import('./otel-recorder.ts'),
    ]);
    const close = startOtelSdk(signals, env, version, clock);
    return { recorder: { ...otelRecorder(version, clock), close }, span: otelSpan(version), spanIds: activeSpanIds };
  } catch (error) {
    const trouble = `OpenTelemetry could not be started: ${error instanceof Error ? error.message : String(error)}`;
    return { ...unwatched, recorder: { close: async () => ({ trouble }) } };
  }
}

function toAll(recorders: readonly Recorder[]): Omit<Instruments, 'span'> {
  return {
    log: (...said) => recorders.forEach((recorder) => recorder.log?.(...said)),
    count: (...counted) => recorders.forEach((recorder) => recorder.count?.(...counted)),
    observe: (...observed) => recorders.forEach((recorder) => recorder.observe?.(...observed)),
    keepIn: (stateDir) => recorders.forEach((recorder) => recorder.keepIn?.(stateDir)),
  };
}
