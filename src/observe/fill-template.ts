import { isJsonObject } from '../kernel/json.ts';
import type { RequestEvidence } from '../telemetry/evidence.ts';

/**
 * Replaces `{order-1.id}` by the field `id` of the JSON answer to the request named order-1.
 * What is not known (no such request, no JSON, no such field) stays as it is, visible in the evidence.
 */
export function fillTemplate(path: string, requests: readonly RequestEvidence[]): string {
  return path.replaceAll(/\{([^{}]+)\.([^{}.]+)\}/g, (whole, name: string, field: string) => {
    const value = readField(
      requests.find((request) => request.name === name),
      field,
    );
    return value === undefined ? whole : encodeURIComponent(value);
  });
}

function readField(request: RequestEvidence | undefined, field: string): string | undefined {
  if (request?.outcome.kind !== 'answered') return undefined;
  try {
    const answer: unknown = JSON.parse(request.outcome.body);
    const value = isJsonObject(answer) ? answer[field] : undefined;
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  } catch {
    return undefined;
  }
}
