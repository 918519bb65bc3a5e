import { carriesValue, fieldOf, type RunSignals } from '#checks';
import { missingCourier, missingShelf } from './lesson.ts';

// What the checks of this lesson read from requests, lines and the end of the program.

export type Order = RunSignals['requests'][number];
export type LogLine = RunSignals['logs'][number];

const sigtermNumber = 15;

export const errorNames = ['err', 'error', 'exception'];
export const boxNames = ['box', 'box_no', 'boxNo', 'box_number', 'boxNumber'];

/** An error of the packing table: what it is about, the random word in its message, and the function that throws it. */
export interface ExpectedError {
  readonly about: string;
  readonly word: string;
  readonly place: string;
  /** Its message stands in the text; the word alone may be there for another reason. */
  readonly isIn: (text: string) => boolean;
}

export function shelfError(request: Order): ExpectedError {
  const word = missingShelf(bodyOf(request).sku);
  const isIn = (text: string): boolean => text.includes(word) && text.includes('there is no shelf');
  return { about: `the shelf "${word}"`, word, place: 'stickLabel', isIn };
}

export function courierError(request: Order): ExpectedError {
  const word = missingCourier(bodyOf(request).sku);
  const isIn = (text: string): boolean => text.includes(word) && text.includes('no courier is called');
  return { about: `the courier "${word}"`, word, place: 'callCourier', isIn };
}

export function bodyOf(request: Order): { sku: string; qty: number } {
  return JSON.parse(request.body) as { sku: string; qty: number };
}

/** By its name as a value of its own, or by its number in the field `signal`. */
export function tellsOfSigterm({ fields }: LogLine): boolean {
  if (fields === undefined) return false;
  return carriesValue(fields, 'SIGTERM') || fieldOf(fields, ['signal'])?.value === sigtermNumber;
}

/** A closed port, a torn connection, or the answer that a balancer understands: all of them send the customer elsewhere. */
export function isRefused({ outcome }: Order): boolean {
  return outcome.kind === 'failed' || (outcome.kind === 'answered' && outcome.status === 503);
}

/** It ended neither by its error nor by the plan's signal: learn-obs had to end it. */
export function isStillThere(run: RunSignals): boolean {
  return wasKilled(run) || run.program('orders').exit.reason === 'stopped after the plan';
}

export function wasKilled(run: RunSignals): boolean {
  return run.program('orders').exit.reason.startsWith('killed');
}

export function exitOf(run: RunSignals): string {
  const { code, signal } = run.program('orders').exit;
  return code === null ? `by ${signal}` : `with exit code ${code}`;
}
