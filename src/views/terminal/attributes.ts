import type { JsonValue } from '../../kernel/json.ts';
import { dim, type Line, plain } from './line.ts';

/** Fields, attributes or labels as `key=value`, one after another. */
export function attributePieces(attributes: Readonly<Record<string, JsonValue>>): Line {
  return Object.entries(attributes).flatMap(([key, value], index) => [
    dim(`${index === 0 ? '' : '  '}${key}=`),
    plain(valueText(value)),
  ]);
}

/** Text as it is where that is clear, everything else as JSON. */
function valueText(value: JsonValue): string {
  return typeof value === 'string' && /^[^\s"=]+$/u.test(value) ? value : JSON.stringify(value);
}
