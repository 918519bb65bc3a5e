import { defineFindings } from '#checks';

export const findings = defineFindings({
  'calls-one-after-another': (seen: { orders: number }) => ({
    title: `For each of ${seen.orders} orders the second call began only when the first had ended; the shop makes both at once.`,
    why: 'Observing must not slow down what is observed: each customer now waits for the sum of both.',
    next: 'Start both calls before you await either: `await Promise.all([bookKitchen(order), reserveMoney(order)])`.',
  }),
  'work-without-span': (seen: { request: string; work: string; known: string }) => ({
    title: `The tree of ${seen.request} has no span for ${seen.work}.`,
    why: 'Time that no span accounts for is a gap. At 02:14 the gap is where the outage hides.',
    next: `Put a span around ${seen.work} (its \`${seen.known}\` tells what it is), and start it while the request's span is active.`,
  }),
  'ended-before-answer': (seen: { name: string; lastedMs: number; leastMs: number }) => ({
    title: `\`${seen.name}\` lasted ${seen.lastedMs} ms; the answer took ${seen.leastMs} ms or more.`,
    why: 'The trace says that this call was fast. Whoever looks for the delay looks elsewhere.',
    next: 'End the span when the answer is there: `await` the call first, then `end()`, both inside the callback.',
  }),
  'call-inside-call': (seen: { request: string; inner: string; outer: string }) => ({
    title: `In the tree of ${seen.request}, \`${seen.inner}\` stands inside \`${seen.outer}\`; the two were asked at the same time.`,
    why: 'The tree says that one call made the other and waited for it. Who reads it looks for the delay in the wrong service.',
    next: 'Start both spans while the span of the request is active, so that both become its children.',
  }),
  'request-in-request': (seen: { name: string }) => ({
    title: `With twenty orders at once, \`${seen.name}\` hangs in the tree of another request.`,
    why: 'Two customers share one trace. Neither of their stories can be told apart any more.',
    next: 'A request that comes in begins a tree: nothing may be active when its span starts. Take care that no variable and no earlier request hands it a parent.',
  }),
  'cross-edges': (seen: { work: string; isCrowded: boolean }) => ({
    title: `With twenty orders at once, the tree of one order holds ${seen.isCrowded ? 'several spans' : 'no span'} for ${seen.work}; one was looked for.`,
    why: 'The spans of one customer land in the tree of another. Each such trace tells a story that never happened.',
    next: 'A variable that all requests share cannot know whose turn it is. Let the context carry the active span: `startActiveSpan` and its callback.',
  }),
});
