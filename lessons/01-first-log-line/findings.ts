import { defineFindings } from '#checks';

export const findings = defineFindings({
  'time-unreadable': (seen: { line: number; field: string; found: string }) => ({
    title: `\`${seen.field}\` of line ${seen.line} is ${seen.found}; a date and time was looked for.`,
    why: 'Lines of many programs are put into one order by their time. A time without a day, or one that only people can read, has no place in it.',
    next: 'Write ISO 8601, `new Date().toISOString()`, or milliseconds since 1970, `Date.now()`.',
  }),
  'level-unreadable': (seen: { line: number; field: string; found: string }) => ({
    title: `\`${seen.field}\` of line ${seen.line} is ${seen.found}, which is no level; info was looked for.`,
    why: 'Alerts and searches ask for the usual words: debug, info, warn, error. A line with another one is found by none of them.',
    next: 'Write `info` for now. The number that pino writes for it, 30, is as good.',
  }),
  'time-wrong': (seen: { line: number; off: string; when: string }) => ({
    title: `Line ${seen.line} says that it was written ${seen.off} ${seen.when}.`,
    why: 'At 02:14 you ask what happened first. A wrong time answers that question, wrongly.',
    next: 'Take the time at the moment when the line is written, once per line, and let it name its zone: `new Date().toISOString()`.',
  }),
  'order-not-logged': (seen: { request: string; sku: string }) => ({
    title: `${seen.request} placed an order for ${seen.sku}, and no line tells of it.`,
    why: 'An event that is not written did not happen, as far as the person on call can see.',
    next: 'Write one line when an order has been placed, with the sku in a field of its own.',
  }),
  'sku-only-in-text': (seen: { line: number; sku: string; where: string }) => ({
    title: `Line ${seen.line} has ${seen.sku} only ${seen.where}; the value of a field of its own was looked for.`,
    why: 'A question such as "how many of this sku today?" needs a value that can be compared, not a sentence that must be read.',
    next: "Keep `msg` constant and put what varies into a field: `{ msg: 'order placed', sku, qty }`.",
  }),
  'order-logged-twice': (seen: { sku: string; lines: string }) => ({
    title: `The order for ${seen.sku} is told twice in the same words (lines ${seen.lines}); once was looked for.`,
    why: 'Whoever counts lines counts orders. Told twice, every order counts double.',
    next: 'Keep one line for the event "an order was placed", and give it all its fields.',
  }),
  'told-too-early': (seen: { line: number; message: string; sku: string }) => ({
    title: `Line ${seen.line} says "${seen.message}" of ${seen.sku}, as of each placed order, and the kitchen never took that one.`,
    why: 'Whoever counts these lines counts orders that never were. The count is wrong on the very night when it matters.',
    next: 'Write the line only after the kitchen has taken the order, next to `orders.set`, and tell of an order that it did not take in other words.',
  }),
  'forged-event': (seen: { line: number }) => ({
    title: `Line ${seen.line} was written by a customer: the sku held a line break and a forged event.`,
    why: 'Whoever can write lines into your log can hide an attack, or wake you at 02:14 for nothing.',
    next: 'Give the whole event to one `JSON.stringify`, and print what it returns as it is: the line break stays inside the value, as `\\n`.',
  }),
  'forged-field': (seen: { line: number; field: string; value: string; request: string }) => ({
    title: `A customer wrote \`${seen.field}\` of line ${seen.line}: ${seen.request} sent ${seen.value} as a field of that name.`,
    why: 'Spread into one object, the field that comes last wins. A customer who sends `level` and `msg` can wake you at 02:14, or hide what was done.',
    next: 'Set `level`, `time` and `msg` after the fields that come from outside, or put those into a field of their own: `{ level, time, msg, body }`.',
  }),
  'sku-altered': (seen: { line: number; sku: string }) => ({
    title: `Line ${seen.line} tells of ${seen.sku}, but no field holds that sku as it was sent, with its quotes, backslash and line break.`,
    why: 'Whoever asks for the sku as the shop knows it does not find the order, and what the customer really sent is lost.',
    next: 'Write the sku as it is, and let `JSON.stringify` do the escaping: cut nothing out and replace nothing.',
  }),
});
