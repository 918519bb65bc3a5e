import { counted, defineFindings } from '#checks';

export const findings = defineFindings({
  'counter-fell': (seen: { metric: string; from: number; to: number; between: string }) => ({
    title: `\`${seen.metric}\` fell from ${seen.from} to ${seen.to} between two scrapes (${seen.between}).`,
    why: 'Two Prometheus servers look at this page: each would take the orders away from the other. And `rate()` reads every fall as a restart.',
    next: 'Never set it back. A counter counts since the start of the program; how many there were in a minute is what Prometheus works out.',
  }),
  'counter-taken-back': (seen: { metric: string; from: number; to: number }) => ({
    title: `\`${seen.metric}\` was ${seen.from} while the kitchen looked at an order, and ${seen.to} after it had refused it.`,
    why: '`rate()` takes every fall of a counter for a restart: Prometheus adds all the orders since the start once more.',
    next: 'Count an order when it is placed, not when it comes: then there is nothing to take back.',
  }),
  'content-type-without-version': (seen: { contentType: string }) => ({
    title: `/metrics is sent as "${seen.contentType}", without a version; \`text/plain; version=0.0.4\` (or OpenMetrics) was looked for.`,
    why: 'Any text is text/plain. The version says that it is this format: a reader need not guess.',
    next: 'Set the header `content-type` in the handler: with prom-client it is `registry.contentType`.',
  }),
  'scrape-counted': (seen: { metric: string; from: number; to: number }) => ({
    title: `\`${seen.metric}\` rose from ${seen.from} to ${seen.to} although nobody ordered: the look at it was counted.`,
    why: 'Prometheus looks every few seconds, day and night. The night shift would see orders that nobody placed.',
    next: 'Count where an order is placed, not where a request arrives.',
  }),
  'never-counted': (seen: { metric: string; orders: number }) => ({
    title: `${counted(seen.orders, 'order')} placed, and \`${seen.metric}\` did not move.`,
    why: 'A counter that stands still looks like a night without customers.',
    next: 'Call its `inc()` where an order has been placed, and print the same counter that you increase.',
  }),
  'counts-boxes': (seen: { metric: string; orders: number; boxes: number }) => ({
    title: `\`${seen.metric}\` rose by ${seen.boxes}: that is the boxes. ${counted(seen.orders, 'order')} were placed.`,
    why: 'A metric is read by its name. Whoever compares it with the number of payments will hunt for a fault that is none.',
    next: 'Increase it by one for each order. How many boxes there were is another counter.',
  }),
  'counts-refused': (seen: { metric: string; orders: number; attempts: number }) => ({
    title: `\`${seen.metric}\` rose by ${seen.attempts}: that is every attempt. ${counted(seen.orders, 'order')} were answered with 201.`,
    why: 'When the kitchen is down nobody gets a box, and this counter would go on rising as on a good day.',
    next: 'Increase it after the kitchen has said yes. If you want to see the others too, tell them apart by a label (`outcome`).',
  }),
  'counted-wrong': (seen: { metric: string; orders: number; rose: number; others: string }) => ({
    title: `\`${seen.metric}\` rose by ${seen.rose}; ${counted(seen.orders, 'order')} were answered with 201 in that time${seen.others}.`,
    why: 'At 02:14 the counter is compared with what the customers say. If it cannot be trusted then, it is worse than none.',
    next: 'Look at each place that increases it: there should be one, and each placed order should pass it once.',
  }),
  'scrape-logged': (seen: { line: number; lines: number; scrapes: number }) => ({
    title: `${counted(seen.scrapes, 'look')} at /metrics left ${counted(seen.lines, 'line')} at info or above.`,
    why: 'Two Prometheus servers that look every 15 seconds leave 11,520 lines a day. They cost money, and they bury the lines of customers.',
    next: 'Write what /metrics has to say at debug, its completion line too, as you do for /healthz.',
  }),
  'customer-quiet': (seen: { page: string; requests: number; lines: number }) => ({
    title: `${counted(seen.requests, 'request')} to ${seen.page} left ${counted(seen.lines, 'completion line')} at info or above.`,
    why: 'The number says that something happens; only the line says to whom. One does not replace the other.',
    next: 'Quieten /metrics and nothing else: every other request keeps its line, whatever it was answered with.',
  }),
});
