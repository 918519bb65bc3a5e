import type { MetricFamily, MetricType, Scrape } from '../telemetry/model.ts';
import type { RunSignals } from '../telemetry/signals.ts';
import { fail } from './explain.ts';
import { scrapeSpot } from './spot.ts';

/**
 * The scrape is a page that Prometheus reads: status 200, a content type it knows, no line it cannot parse.
 * @throws FindingFailure no-metrics, metrics-not-text, metrics-unreadable, metrics-content-type
 */
export function expectScrape(run: RunSignals, scrape: Scrape): void {
  if (scrape.status !== 200) {
    fail('no-metrics', { path: '/metrics', outcome: scrape.status === 0 ? 'nothing' : `status ${scrape.status}` });
  }
  const looksLike = otherFormat(scrape);
  if (looksLike !== undefined) fail('metrics-not-text', { looksLike }, scrapeSpot(run, scrape, 1));
  const [oddity] = scrape.oddities;
  if (oddity)
    fail(
      'metrics-unreadable',
      { line: oddity.line, text: oddity.text },
      scrapeSpot(run, scrape, oddity.line, 'not in the format'),
    );
  if (!knownContentType(scrape.contentType)) fail('metrics-content-type', { contentType: scrape.contentType });
}

function otherFormat(scrape: Scrape): string | undefined {
  const start = scrape.lines.join('\n').trimStart();
  if (start.startsWith('{') || start.startsWith('[')) return 'JSON';
  if (start.startsWith('<')) return 'HTML';
  return undefined;
}

/** What Prometheus 3 accepts: text 0.0.4 (or without a version) and OpenMetrics 0.0.1 and 1.0.0. */
function knownContentType(contentType: string): boolean {
  const [type = '', ...parameters] = contentType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const version = parameters
    .find((parameter) => parameter.startsWith('version='))
    ?.slice('version='.length)
    .replaceAll('"', '');
  if (type === 'text/plain') return version === undefined || version === '0.0.4' || version === '1.0.0';
  return type === 'application/openmetrics-text';
}

export interface FamilyWish {
  /** In words, for the learner: `counter whose name ends in _total`. */
  readonly wanted: string;
  readonly type: MetricType;
  readonly named: (name: string) => boolean;
  /** Words that a near miss has in its name. */
  readonly about: readonly string[];
}

/**
 * The scrape has a family of this name and type, with HELP and TYPE.
 * @throws FindingFailure metric-missing (with the nearest), metric-wrong-type, metric-undescribed
 */
export function expectFamily(run: RunSignals, scrape: Scrape, wish: FamilyWish): MetricFamily {
  const candidates = scrape.families.filter((family) => wish.named(family.name));
  const family = candidates.find((candidate) => candidate.type === wish.type) ?? candidates[0];
  if (!family) {
    const nearest = scrape.families.find((other) => wish.about.some((word) => other.name.toLowerCase().includes(word)));
    const spot = nearest ? scrapeSpot(run, scrape, nearest.line) : {};
    return fail('metric-missing', { wanted: wish.wanted, nearest: nearest?.name ?? '' }, spot);
  }
  const spot = scrapeSpot(run, scrape, family.line);
  if (family.type === 'untyped') fail('metric-undescribed', { metric: family.name, missing: 'TYPE' }, spot);
  if (family.type !== wish.type)
    fail('metric-wrong-type', { metric: family.name, expected: wish.type, found: family.type }, spot);
  if (family.help === undefined) fail('metric-undescribed', { metric: family.name, missing: 'HELP' }, spot);
  return family;
}
