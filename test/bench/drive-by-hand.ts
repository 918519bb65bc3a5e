import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, createServer, request as openRequest, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { Plan, RequestPlan, RunPlan, Step, StubPlan } from '../../src/course/plan.ts';
import { inheritedEnv, taughtEnv } from '../../src/observe/program-env.ts';

/** What a plan takes when one does by hand what it says, and keeps nothing. Its runs are under way at once. */
export async function driveByHand(plan: Plan, lessonDir: string, compileCacheDir: string): Promise<number> {
  const startedAt = performance.now();
  await Promise.all(plan.runs.map((run) => driveRun(plan, run, lessonDir, compileCacheDir)));
  return performance.now() - startedAt;
}

async function driveRun(plan: Plan, run: RunPlan, lessonDir: string, compileCacheDir: string): Promise<void> {
  const [[name, program] = ['', { entry: '' }]] = Object.entries(plan.programs);
  const hand: Hand = { port: await freePort(), answers: new Map(), begun: [], calls: 0 };
  const { port } = hand;
  const stubs = Object.entries(plan.stubs ?? {}).map(([stub, { rules }]) => [stub, openStub(rules, hand)] as const);
  const peers = new Map(await Promise.all(stubs.map(async ([stub, server]) => [stub, await portOf(server)] as const)));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program.entry], {
    cwd: lessonDir,
    env: {
      ...inheritedEnv(process.env, compileCacheDir),
      ...taughtEnv(name, { otlp: port, statsd: port, peers: peers.set(name, port) }),
      ...run.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  child.stdout.resume();
  child.stderr.resume();
  while (!(await accepts(port))) await new Promise((resolve) => setTimeout(resolve, 2));
  for (const step of run.steps) await doStep(step, hand);
  child.kill('SIGTERM');
  await ended;
  for (const [, server] of stubs) server.close();
}

/** What one run by hand has to remember. */
interface Hand {
  readonly port: number;
  /** Bodies, by the name of the request. */
  readonly answers: Map<string, string>;
  readonly begun: Promise<void>[];
  /** How often the stubs were called. */
  calls: number;
}

async function doStep(step: Step, hand: Hand): Promise<void> {
  switch (step.do) {
    case 'send':
      return send(step.request, hand);
    case 'scrape':
      return send({ name: step.name, method: 'GET', path: '/metrics' }, hand);
    case 'send-together':
      return sendTogether(step.requests, step.atOnce ?? step.requests.length, hand);
    case 'begin':
      hand.begun.push(send(step.request, hand));
      return undefined;
    case 'settle':
      await Promise.all(hand.begun);
      return undefined;
    case 'until':
      if (!('stubCalls' in step.observed)) break;
      while (hand.calls < step.observed.stubCalls) await new Promise((resolve) => setTimeout(resolve, 2));
      return undefined;
    default:
      break;
  }
  throw new Error(`nobody does "${step.do}" by hand yet`);
}

async function sendTogether(requests: readonly RequestPlan[], atOnce: number, hand: Hand): Promise<void> {
  const queue = requests.values();
  const lane = async (): Promise<void> => {
    for (const request of queue) await send(request, hand);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

async function send(plan: RequestPlan, { port, answers }: Hand): Promise<void> {
  const path = plan.path.replaceAll(/\{(.+)\.(.+)\}/g, (_, name: string, field: string) => {
    const answer = JSON.parse(answers.get(name) ?? '{}') as Record<string, string>;
    return encodeURIComponent(answer[field] ?? '');
  });
  const body = plan.body === undefined ? '' : JSON.stringify(plan.body);
  const headers = { ...(body === '' ? {} : { 'content-type': 'application/json' }), ...plan.headers };
  const request = openRequest({ host: '127.0.0.1', port, method: plan.method, path, headers, agent });
  request.end(body);
  const [response] = (await once(request, 'response')) as [AsyncIterable<Uint8Array>];
  let text = '';
  for await (const chunk of response) text += String(chunk);
  answers.set(plan.name, text);
}

const agent = new Agent({ keepAlive: false });

function openStub(rules: StubPlan['rules'], hand: Hand): Server {
  return createServer((request, response) => {
    void (async () => {
      hand.calls++;
      let body = '';
      for await (const chunk of request) body += String(chunk);
      const [answer] = rules.find(({ contains = '' }) => body.includes(contains))?.answers ?? [];
      if (answer && 'delayMs' in answer) await new Promise((resolve) => setTimeout(resolve, answer.delayMs));
      if (answer && 'status' in answer) response.writeHead(answer.status).end(JSON.stringify(answer.body));
      else response.destroy();
    })();
  }).listen(0, '127.0.0.1');
}

async function portOf(server: Server): Promise<number> {
  if (!server.listening) await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  const port = await portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
