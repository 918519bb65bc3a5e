import { defineFindings } from '#checks';

export const findings = defineFindings({
  'order-not-logged': (seen: { request: string; sku: string }) => ({
    title: `${seen.request} placed an order for ${seen.sku}, and no line tells of it.`,
    why: 'An event that is not written did not happen, as far as the person on call can see.',
    next: 'Write one line when an order has been placed, with the sku in a field of its own.',
  }),
  'sku-only-in-text': (seen: { line: number; sku: string }) => ({
    title: `Line ${seen.line} has ${seen.sku} only inside a longer text.`,
    why: 'A question such as "how many of this sku today?" needs a value that can be compared, not a sentence that must be read.',
    next: 'Keep `msg` constant and put what varies into a field: `{ msg: "order placed", sku, qty }`.',
  }),
  'order-logged-twice': (seen: { sku: string; lines: string }) => ({
    title: `The order for ${seen.sku} is on several lines (${seen.lines}); one was looked for.`,
    why: 'Whoever counts lines counts orders. Told twice, every order counts double.',
    next: 'Keep one line for the event "an order was placed", and give it all its fields.',
  }),
  'forged-event': (seen: { line: number; message: string }) => ({
    title: `Line ${seen.line} was written by a customer: the sku held a line break and a forged event.`,
    why: 'Whoever can write lines into your log can hide an attack, or wake you at 02:14 for nothing.',
    next: 'Never glue JSON together from strings. `JSON.stringify` escapes the line break: `\\n` stays inside the value.',
  }),
});
