import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { StubAnswer, StubRule } from '../course/plan.ts';
import type { Clock, Entropy } from '../kernel/world.ts';
import type { StubCallEvidence } from '../telemetry/evidence.ts';
import { listenOnLoopback, listenOnQuietPort } from './free-port.ts';
import { stubBodyLimitBytes, stubKeepAliveMs } from './limits.ts';
import { readBody } from './read-body.ts';

/** A third party that learn-obs plays: an HTTP server on a port of its own that follows rules. */
export interface Stub extends AsyncDisposable {
  readonly port: number;
  /** How many calls arrived completely. */
  readonly calls: number;
  /** From now on it answers so; sequences begin anew. */
  script(rules: readonly StubRule[]): Promise<void>;
}

/**
 * @param calls where each call is kept, also those of other stubs of the run
 * @param onCall called when a call has arrived and again when it is over
 */
export async function startStub(
  name: string,
  rules: readonly StubRule[],
  stage: {
    readonly clock: Clock;
    readonly entropy: Entropy;
    readonly at: () => number;
    readonly calls: StubCallEvidence[];
    readonly onCall: () => void;
  },
): Promise<Stub> {
  let current = followRules(rules);
  let count = 0;
  const over = new AbortController();
  const server = createServer({ keepAliveTimeout: stubKeepAliveMs }, (request, response) => {
    void take(request, response);
  });
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const atMs = stage.at();
    const { bytes } = await readBody(request, stubBodyLimitBytes);
    const body = Buffer.from(bytes).toString('utf8');
    const { method = '', url: path = '' } = request;
    const answer = current.answerTo(method, path, body);
    const index = stage.calls.length;
    const call = { stub: name, method, path, headers: flatHeaders(request), body, atMs, answer: nameOf(answer) };
    stage.calls.push(call);
    count += 1;
    response.once('close', () => {
      const isAbandoned = !response.writableFinished && !('cut' in answer) && !over.signal.aborted;
      if (isAbandoned) stage.calls[index] = { ...call, abandoned: true };
      stage.onCall();
    });
    stage.onCall();
    await give(answer, response, stage.clock, over.signal);
  };

  // While it refuses, nobody else may answer in its place.
  const port = await listenOnQuietPort(server, stage.entropy);
  const obeyRefusal = async (): Promise<void> => {
    if (current.refuses && server.listening) await close(server);
    if (!current.refuses && !server.listening) await listenOnLoopback(server, port);
  };
  await obeyRefusal();
  return {
    port,
    get calls() {
      return count;
    },
    script: async (next) => {
      current = followRules(next);
      await obeyRefusal();
    },
    [Symbol.asyncDispose]: async () => {
      over.abort();
      if (server.listening) await close(server);
    },
  };
}

/** The first rule that fits answers, each rule with its own sequence. */
function followRules(rules: readonly StubRule[]) {
  const given = new Map<StubRule, number>();
  const first = rules[0];
  return {
    refuses: first?.answers[0] !== undefined && 'refuse' in first.answers[0],
    answerTo: (method: string, path: string, body: string): StubAnswer => {
      const rule = rules.find((each) => fits(each, method, path, body));
      if (rule === undefined) return nobodyKnows;
      const turn = given.get(rule) ?? 0;
      given.set(rule, turn + 1);
      return rule.answers[Math.min(turn, rule.answers.length - 1)] ?? nobodyKnows;
    },
  };
}

const nobodyKnows: StubAnswer = { status: 404, body: { error: 'not found' } };

function fits(rule: StubRule, method: string, path: string, body: string): boolean {
  return (
    (rule.method === undefined || rule.method === method) &&
    (rule.path === undefined || path.startsWith(rule.path)) &&
    (rule.contains === undefined || body.includes(rule.contains) || path.includes(rule.contains))
  );
}

function nameOf(answer: StubAnswer): string {
  if ('status' in answer) return String(answer.status);
  return 'hang' in answer ? 'hung' : 'cut';
}

async function give(answer: StubAnswer, response: ServerResponse, clock: Clock, over: AbortSignal): Promise<void> {
  if ('hang' in answer) return;
  if (!('status' in answer)) {
    response.destroy();
    return;
  }
  if (answer.delayMs !== undefined) await clock.sleep(answer.delayMs, over);
  if (response.destroyed) return;
  const isText = typeof answer.body === 'string';
  const type =
    answer.body === undefined ? {} : { 'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json' };
  response.writeHead(answer.status, { ...type, ...answer.headers });
  response.end(
    answer.body === undefined || typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body),
  );
}

function flatHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

async function close(server: ReturnType<typeof createServer>): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
