import type { ServerResponse } from 'node:http';
import { Counter, Registry, type OpenMetricsContentType } from 'prom-client';

/** Owns the metrics of the shop. */
export class Telemetry {
  readonly #registry = new Registry<OpenMetricsContentType>();
  readonly #placed: Counter<'sku'>;

  constructor() {
    this.#registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
    this.#placed = new Counter({ name: 'shop_orders_created_total', help: 'Orders created, by sku', labelNames: ['sku'], registers: [this.#registry] });
  }

  /** Counts the order when its customer has the answer, and only a good one. */
  countWhenAnswered(response: ServerResponse, sku: string): void {
    response.once('finish', () => {
      if (response.statusCode === 201) this.#placed.labels(sku).inc();
    });
  }

  async page(): Promise<{ status: number; body: string; headers: Record<string, string> }> {
    return { status: 200, body: await this.#registry.metrics(), headers: { 'content-type': this.#registry.contentType } };
  }
}
