import type { JsonObject } from '../kernel/json.ts';

/**
 * What one attempt made the learner's programs emit: a frozen, JSON-safe value. It holds what arrived, not what it means;
 * everything after it (reading, judging, drawing, saving, replaying) is a pure function of it.
 *
 * Times are milliseconds since the attempt began (`…AtMs`), except `startedAt`.
 */
export interface Evidence {
  readonly format: 1;
  /** The lesson's slug. */
  readonly lesson: string;
  readonly seed: string;
  /** Milliseconds since 1970: the moment the attempt began, zero of every `…AtMs`. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly runs: readonly RunEvidence[];
  /** Runs in which the plan sends a signal were left out: this machine has no signals. */
  readonly withoutSignals?: true;
  /** Why the attempt could not be finished. The runs hold what had been seen until then. */
  readonly problem?: Problem;
}

/** Why an attempt could not be judged. Codes and words are in course/problem.ts. */
export interface Problem {
  readonly code: string;
  readonly args: JsonObject;
}

export interface RunEvidence {
  readonly name: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly programs: readonly ProgramEvidence[];
  /** In the order in which they were sent. */
  readonly requests: readonly RequestEvidence[];
  readonly scrapes: readonly ScrapeEvidence[];
  readonly stubCalls: readonly StubCallEvidence[];
  /** OTLP bodies, also those sent to a wrong path, in the order of arrival. */
  readonly otlp: readonly OtlpEvidence[];
  /** UDP datagrams (DogStatsD), in the order of arrival. */
  readonly datagrams: readonly DatagramEvidence[];
  /** Signals sent and conditions waited for, in order. */
  readonly marks: readonly Mark[];
}

export interface ProgramEvidence {
  readonly name: string;
  readonly entry: string;
  readonly pid: number;
  readonly port?: number;
  /** What the plan and learn-obs put into its environment (not what the machine brought). */
  readonly env: Readonly<Record<string, string>>;
  readonly startedAtMs: number;
  /** It accepted a connection on its port. */
  readonly readyAtMs?: number;
  readonly stdout: OutputEvidence;
  readonly stderr: OutputEvidence;
  readonly exit: ExitEvidence;
}

export interface OutputEvidence {
  readonly lines: readonly OutputLine[];
  /** Bytes that came after the limit and were not kept; 0 as a rule. */
  readonly droppedBytes: number;
}

export interface OutputLine {
  /** Without its line break. */
  readonly text: string;
  readonly atMs: number;
  /** The program ended before it wrote the line break. */
  readonly unfinished?: true;
}

export interface ExitEvidence {
  /** null when a signal ended it. */
  readonly code: number | null;
  readonly signal: string | null;
  readonly atMs: number;
  /** Who ended it, in words: `ended by itself`, `stopped after the plan`, `killed: ignored SIGTERM for 5 s`, `interrupted`. */
  readonly reason: string;
}

export interface RequestEvidence {
  readonly name: string;
  readonly program: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As sent; empty text when there was none. */
  readonly body: string;
  readonly sentAtMs: number;
  readonly endedAtMs: number;
  readonly outcome: RequestOutcome;
}

export type RequestOutcome =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'timed-out' }
  /** The connection failed: ECONNREFUSED, ECONNRESET, … */
  | { readonly kind: 'failed'; readonly error: string };

export interface ScrapeEvidence {
  readonly name: string;
  readonly program: string;
  readonly atMs: number;
  /** 0 when the connection failed. */
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export interface StubCallEvidence {
  readonly stub: string;
  readonly method: string;
  readonly path: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly atMs: number;
  /** `201`, `hung`, `cut`. */
  readonly answer: string;
  /** The caller hung up before the answer. */
  readonly abandoned?: true;
}

export interface OtlpEvidence {
  readonly atMs: number;
  /** `/v1/traces`; anything else is a learner's mistake worth showing. */
  readonly path: string;
  readonly contentType: string;
  /** gzip, deflate or empty text. */
  readonly encoding: string;
  /** The body as OTLP/JSON, whatever it was sent as: 64-bit integers are decimal strings, ids lower-case hexadecimal. Absent when it could not be read. */
  readonly body?: JsonObject;
  /** What was wrong with it, in words: `body is not JSON`, `truncated protobuf at byte 17`. */
  readonly oddities: readonly string[];
  readonly userAgent: string;
}

export interface DatagramEvidence {
  readonly atMs: number;
  readonly text: string;
  readonly sizeBytes: number;
}

export interface Mark {
  readonly atMs: number;
  /** `SIGTERM to orders`, `saw 1 call of kitchen`, `gave up waiting for …`. */
  readonly text: string;
  readonly kind: 'signal' | 'met' | 'not-met';
}
