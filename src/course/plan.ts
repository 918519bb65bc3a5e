import type { JsonValue } from '../kernel/json.ts';

/**
 * What one attempt starts, sends, breaks and stops. Plain JSON-safe data: a lesson makes it from a seeded Random, the
 * evidence keeps it, and whoever reads the evidence can see what was asked of the program.
 */
export interface Plan {
  /** The learner's programs by name. They are started in this order, so what others call comes first. */
  readonly programs: Readonly<Record<string, ProgramPlan>>;
  /** Third parties that learn-obs plays, by name. Each gets a port of its own. */
  readonly stubs?: Readonly<Record<string, StubPlan>>;
  /** Each run starts its programs afresh. Runs are independent of each other; two may be under way at once. */
  readonly runs: readonly RunPlan[];
}

/**
 * One program of the learner's.
 *
 * Its environment is clean: PATH and the like, then PORT, NO_COLOR=1, AWS_EMF_ENVIRONMENT=Local, the OTEL_* variables that
 * point at learn-obs's receiver and shorten the batch delays, DD_AGENT_HOST and DD_DOGSTATSD_PORT, and `<NAME>_URL` for
 * every stub and every other program of the run (KITCHEN_URL, PAYPORT_URL, …).
 */
export interface ProgramPlan {
  /** The file to run, relative to the lesson's folder: `src/orders.ts`. */
  readonly entry: string;
  /** It opens PORT and serves until it is stopped. `false`: it does its work and ends by itself. Default true. */
  readonly listens?: boolean;
  /** Options for Node itself, before the entry: `['--import', './src/otel.ts']`. */
  readonly nodeOptions?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface RunPlan {
  /** Unique in the plan, said to the learner: `LOG_LEVEL=debug`. */
  readonly name: string;
  /** Names of the programs to start; all of them when left out. */
  readonly programs?: readonly string[];
  /** Added to the environment of each program of this run. */
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
  /** How long a program may take to open its port, or to end by itself. Default 10,000. */
  readonly readyWithinMs?: number;
  /** How long a program may take to end after SIGTERM before it is killed. Default 5,000. */
  readonly stopWithinMs?: number;
  /** A program of this run is expected to end by itself (a crash on purpose, a signal): its ending is evidence, not a problem. */
  readonly mayEnd?: boolean;
}

export type Step =
  /** Send one request and wait for its answer. */
  | { readonly do: 'send'; readonly request: RequestPlan }
  /** Send all at once (at most `atOnce` in flight) and wait for every answer. */
  | { readonly do: 'send-together'; readonly requests: readonly RequestPlan[]; readonly atOnce?: number }
  /** Send without waiting; `settle` waits for all that were begun. */
  | { readonly do: 'begin'; readonly request: RequestPlan }
  | { readonly do: 'settle' }
  /** GET /metrics and keep the answer under a name. */
  | {
      readonly do: 'scrape';
      readonly name: string;
      readonly program?: string;
      readonly path?: string;
      readonly accept?: 'text' | 'openmetrics';
    }
  /** From now on the stub answers so. */
  | { readonly do: 'script'; readonly stub: string; readonly rules: readonly StubRule[] }
  | { readonly do: 'signal'; readonly signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'; readonly program?: string }
  /** Wait until something was observed; going on without it after `withinMs` is recorded, not an error. */
  | { readonly do: 'until'; readonly observed: Condition; readonly withinMs: number }
  /** Intended waiting, counted as the plan's own time. */
  | { readonly do: 'pause'; readonly durationMs: number };

export interface RequestPlan {
  /** Unique in the run: `order-3`. */
  readonly name: string;
  /** The program it goes to; the last of the run when left out (`orders` is started after what it calls). */
  readonly program?: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `{order-1.id}` is replaced by the field `id` of the JSON answer to the request named order-1. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, unless it is a string: that is sent as it is. */
  readonly body?: JsonValue;
  /** The client hangs up in the middle: after this time, or once a stub has received that many calls. */
  readonly abort?:
    | { readonly afterMs: number }
    | { readonly afterStubCalls: { readonly stub: string; readonly calls: number } };
  /** The client's own patience. Default 10,000. */
  readonly timeoutMs?: number;
}

/** A third party that learn-obs plays. The first rule that fits answers; a request no rule fits gets 404. */
export interface StubPlan {
  readonly rules: readonly StubRule[];
}

export interface StubRule {
  readonly method?: string;
  /** The path begins so; every path when left out. */
  readonly path?: string;
  /** The raw body, or the path, contains this text. */
  readonly contains?: string;
  /** Given one after another; the last one for every call after that. */
  readonly answers: readonly StubAnswer[];
}

export type StubAnswer =
  | {
      readonly status: number;
      readonly body?: JsonValue;
      readonly headers?: Readonly<Record<string, string>>;
      readonly delayMs?: number;
    }
  /** Accepts the request and never answers. */
  | { readonly hang: true }
  /** Cuts the connection without an answer (the caller sees ECONNRESET). */
  | { readonly cut: true }
  /** Nobody listens on the port from this call's rule on (the caller sees ECONNREFUSED); only as the only answer of a rule without method, path and contains. */
  | { readonly refuse: true };

export type Condition =
  | { readonly stdoutContains: string; readonly program?: string }
  | { readonly stdoutLines: number; readonly program?: string }
  | { readonly stubCalls: number; readonly stub: string }
  | { readonly spans: number }
  | { readonly datagrams: number }
  | { readonly exited: string };
