/** How long and how much: every bound of this room, each with its reason. */

/** Who answers on a program's port and is not that program is not believed for this long. Then it is a child of the program's. */
export const strangerPatienceMs = 3_000;

/** Two runs at once are what two cores carry without making each other slow; a laptop has at least two. */
export const runsAtOnce = 2;

/** A wait that lasts longer is a program that hangs or was told to be slow: nothing is at work, and the next run may begin. */
export const longWaitMs = 150;

/** The plan's default for opening the port or ending: a first cold start with the OpenTelemetry SDK was seen to take 3.3 s. */
export const readyWithinMs = 10_000;

/** The plan's default for ending after SIGTERM: longer than a flush of telemetry, shorter than a learner's patience. */
export const stopWithinMs = 5_000;

/** The plan's default for an answer: more than any delay a stub is told to make. */
export const requestTimeoutMs = 10_000;

/** Kept of one output stream. 32 MiB is 300 times the chattiest solution, and still fits the evidence file and memory. */
export const outputLimitBytes = 32 * 1024 * 1024;

/** Kept of one output stream; more lines than that nobody reads, and each costs an object. */
export const outputLimitLines = 200_000;

/** A stack trace and its surroundings, for a problem's words. */
export const stderrTailLength = 4_000;

/** No stack trace of Node is longer. */
export const stderrTailLines = 200;

/** After a program's exit its pipes end at once, unless a child of its own holds them open: then this long is waited. */
export const pipeGraceMs = 250;

/** Telemetry that was on its way when the program ended lies in socket buffers; reading them takes a turn or two. */
export const drainMs = 50;

/** First pause between two looks at the port. A connection that is refused costs 0.2 ms. */
export const readyPollMs = 4;

/** Longest pause between two looks at the port: a slow start is not made slower by us. */
export const readyPollMaxMs = 40;

/** Before this age a program is not asked which ports it opened: nearly all are ready by then. */
export const lookForPortsAfterMs = 700;

/** A program that opened another port may only be slow with the right one (a metrics port comes first): this slow, at most. */
export const otherPortPatienceMs = 3_000;

/**
 * pino writes asynchronously: SIGTERM without a handler loses what it still holds. The longest silence before a line that
 * belonged to an answer was 1 ms, and 15 ms with both cores kept busy by others; twice that is called quiet.
 */
export const quietMs = 30;

/** A program that never stops writing is not waited for longer. */
export const quietWithinMs = 100;

/** A program that has work to do is waited for: with 20 others at work on two cores, 30 ms of silence lost lines of pino. */
export const waitingWithinMs = 500;

/** Between two looks at what the threads of a program do; a look costs less than 1 ms. */
export const waitingPollMs = 2;

/** A request that failed may be the first sign of a crash; the exit is seen this soon after it. */
export const crashSignMs = 50;

/** After SIGKILL the kernel needs only moments; longer means a process stuck in the kernel. */
export const killWithinMs = 2_000;

/** Kept of one HTTP answer or one scrape: 20,000 series are 0.4 MB. */
export const answerLimitBytes = 16 * 1024 * 1024;

/** Kept of one call to a stub: orders are some hundred bytes. */
export const stubBodyLimitBytes = 1024 * 1024;

/** Of one OTLP body, also after decompression: collectors refuse far less, a bomb wants far more. */
export const otlpBodyLimitBytes = 64 * 1024 * 1024;

/** Kept per run; a datagram is small, and a loop that sends without end must not fill memory. */
export const datagramLimit = 100_000;

/** A stub keeps idle connections for longer than any plan lasts: closing them would race with the caller's next request. */
export const stubKeepAliveMs = 120_000;
