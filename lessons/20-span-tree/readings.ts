import type { AttributeWish } from '#checks';

export function sentIn({ body }: { readonly body: string }): { sku?: string; card?: string; email?: string } {
  return body === '' ? {} : (JSON.parse(body) as { sku?: string });
}

export function isBusy(request: string): boolean {
  return request.startsWith('together-');
}

/** The attributes that the README asks for: their names, and what is often found instead. */
export const wishes = {
  method: { names: ['http.request.method'], kind: 'text', nearMisses: ['http.method', 'method'] },
  routeTemplate: {
    names: ['http.route'],
    kind: 'text',
    nearMisses: ['http.target', 'url.path', 'route'],
  },
  status: {
    names: ['http.response.status_code'],
    kind: 'a number',
    nearMisses: ['http.status_code', 'http.status', 'status_code', 'status'],
  },
  address: {
    names: ['url.full', 'server.port', 'server.address'],
    nearMisses: ['http.url', 'url', 'url.path', 'http.target'],
  },
  database: {
    names: ['db.system.name'],
    kind: 'text',
    value: 'postgresql',
    nearMisses: ['db.system', 'db.type', 'db.name'],
  },
  skuOfOrder: { names: ['bento.sku'] },
} satisfies Readonly<Record<string, AttributeWish>>;

/** Timers and clocks are a few milliseconds apart. */
export const toleratedMs = 5;

/** 0 without an answer. */
export function statusOf({
  outcome,
}: {
  readonly outcome: { readonly kind: string; readonly status?: number };
}): number {
  return outcome.status ?? 0;
}
