import { connect } from 'node:net';
import type { Clock } from '../kernel/world.ts';
import { lookForPortsAfterMs, otherPortPatienceMs, readyPollMaxMs, readyPollMs, strangerPatienceMs } from './limits.ts';
import { isListening, listOpenPorts } from './open-ports.ts';

export type PortWait =
  /** It accepts connections at this address. */
  | { readonly kind: 'open'; readonly host: string }
  /** `openedInstead`: what it listens on, where that can be found out. */
  | { readonly kind: 'never'; readonly waitedMs: number; readonly openedInstead?: number }
  | { readonly kind: 'stopped' };

/** Waits until the program accepts connections on the port. @param over ends the waiting: the program is gone, or ctrl-c */
export async function waitForPort(
  pid: number,
  port: number,
  withinMs: number,
  clock: Clock,
  over: AbortSignal,
): Promise<PortWait> {
  const startedMs = clock.elapsedMs();
  let pauseMs = readyPollMs;
  let strangerSinceMs: number | undefined;
  let other: { readonly port: number; readonly sinceMs: number } | undefined;
  for (;;) {
    const host = await findHost(port);
    const waitedMs = clock.elapsedMs() - startedMs;
    if (host !== undefined) {
      strangerSinceMs ??= waitedMs;
      // Somebody else may have taken the port since it was chosen; the program finds out when it gets there.
      const isStranger = (await isListening(pid, port)) === false;
      if (over.aborted) return { kind: 'stopped' };
      if (!isStranger || waitedMs - strangerSinceMs >= strangerPatienceMs) return { kind: 'open', host };
    }
    if (over.aborted) return { kind: 'stopped' };

    if (other === undefined && (waitedMs > lookForPortsAfterMs || waitedMs >= withinMs)) {
      const [openPort] = await listOpenPorts(pid);
      if (openPort !== undefined) other = { port: openPort, sinceMs: waitedMs };
    }
    if (waitedMs >= withinMs || (other !== undefined && waitedMs - other.sinceMs >= otherPortPatienceMs)) {
      return { kind: 'never', waitedMs, ...(other === undefined ? {} : { openedInstead: other.port }) };
    }
    await clock.sleep(Math.min(pauseMs, withinMs - waitedMs), over);
    if (over.aborted) return { kind: 'stopped' };
    pauseMs = Math.min(pauseMs * 1.1, readyPollMaxMs);
  }
}

/** A program may listen on IPv6 only: `localhost` is ::1 first on many machines. */
async function findHost(port: number): Promise<string | undefined> {
  for (const host of ['127.0.0.1', '::1']) {
    if (await accepts(host, port)) return host;
  }
  return undefined;
}

function accepts(host: string, port: number): Promise<boolean> {
  const answer = Promise.withResolvers<boolean>();
  const socket = connect({ host, port });
  socket.once('connect', () => answer.resolve(true));
  socket.once('error', () => answer.resolve(false));
  return answer.promise.finally(() => socket.destroy());
}
