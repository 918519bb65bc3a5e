import type { Oddity } from '../model.ts';

/** Takes what is wrong, in words. It answers undefined, so that `return odd('…')` ends a reading without a value. */
export type Odd = (words: string) => undefined;

/** Collects what is said of one line. */
export function oddAt(line: number, oddities: Oddity[]): Odd {
  return (text) => {
    oddities.push({ line, text });
    return undefined;
  };
}
