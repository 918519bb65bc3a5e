/** The ports that a run's programs are told. */
export interface RunPorts {
  readonly otlp: number;
  readonly statsd: number;
  /** Of stubs and of programs that listen, by name. */
  readonly peers: ReadonlyMap<string, number>;
}

/** What learn-obs tells a program, before the plan's own words. @param name the program's own; it gets no URL of itself */
export function taughtEnv(name: string, ports: RunPorts): Record<string, string> {
  const port = ports.peers.get(name);
  const urls = [...ports.peers]
    .filter(([peer]) => peer !== name)
    .map(([peer, peerPort]) => [`${peer.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}_URL`, loopback(peerPort)]);
  return {
    ...(port === undefined ? {} : { PORT: String(port) }),
    NO_COLOR: '1',
    AWS_EMF_ENVIRONMENT: 'Local',
    OTEL_EXPORTER_OTLP_ENDPOINT: loopback(ports.otlp),
    // Batches leave soon, so that an attempt need not wait for the defaults of 1 to 60 seconds.
    OTEL_BSP_SCHEDULE_DELAY: '100',
    OTEL_BLRP_SCHEDULE_DELAY: '100',
    OTEL_METRIC_EXPORT_INTERVAL: '300',
    OTEL_METRIC_EXPORT_TIMEOUT: '250',
    // The other detectors look for clouds and hosts: slow, and different on every machine.
    OTEL_NODE_RESOURCE_DETECTORS: 'env',
    DD_AGENT_HOST: '127.0.0.1',
    DD_DOGSTATSD_PORT: String(ports.statsd),
    ...Object.fromEntries(urls),
  };
}

/** What the machine brings: only what programs need to run at all, nothing that changes what they emit. */
export function inheritedEnv(
  env: Readonly<Record<string, string | undefined>>,
  compileCacheDir: string | undefined,
): Record<string, string> {
  const inherited: Record<string, string> =
    compileCacheDir === undefined ? {} : { NODE_COMPILE_CACHE: compileCacheDir };
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && (needed.has(name.toUpperCase()) || name.startsWith('LC_'))) inherited[name] = value;
  }
  return inherited;
}

function loopback(port: number): string {
  return `http://127.0.0.1:${port}`;
}

const needed: ReadonlySet<string> = new Set([
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'TMPDIR',
  'TEMP',
  'TMP',
  'LANG',
  'LANGUAGE',
  'TZ',
  // Windows cannot start a program without these.
  'USERPROFILE',
  'USERNAME',
  'SYSTEMROOT',
  'SYSTEMDRIVE',
  'WINDIR',
  'COMSPEC',
  'PATHEXT',
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMDATA',
]);
