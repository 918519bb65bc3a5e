import { defineFindings } from '#checks';

export const findings = defineFindings({
  'no-header': (seen: { calls: number; nearest: string }) => ({
    title: `None of the ${seen.calls} calls to PayPort carries a \`traceparent\`${seen.nearest === '' ? '' : `; the nearest is \`${seen.nearest}\``}.`,
    why: 'The other side can only continue a trace that it is told of, and every tool in the world looks for this one header.',
    next: 'Set `W3CTraceContextPropagator` as the global propagator, then let `propagation.inject(context.active(), headers)` write the header before `fetch`. Without a propagator it writes nothing.',
  }),
  'call-without-header': (seen: { request: string }) => ({
    title: `The call to PayPort for ${seen.request} carries no \`traceparent\`; other calls do.`,
    why: 'A trace that breaks off for some orders breaks off for the one you are looking for.',
    next: 'Inject into the headers of each call, on every path that leads to it.',
  }),
  'malformed-header': (seen: { value: string }) => ({
    title: `The \`traceparent\` of a call is "${seen.value}"; four parts in lower-case hexadecimal were looked for.`,
    why: 'A receiver throws away a header that it cannot read, and begins a trace of its own.',
    next: 'The form is `00-<32 digits of trace id>-<16 digits of span id>-01`. `propagation.inject` writes it for you.',
  }),
  'header-names-another-span': (seen: { request: string; named: string; client: string }) => ({
    title: `The \`traceparent\` of ${seen.request}'s call to PayPort names ${seen.named}; \`${seen.client}\`, the client span of this call, was looked for.`,
    why: 'What PayPort does then hangs beside the call instead of inside it: the time on the network is nowhere to be seen.',
    next: 'Inject inside the callback of the client span: `context.active()` names whatever span is active at that moment.',
  }),
  'header-not-sampled': (seen: { value: string; flags: string }) => ({
    title: `The \`traceparent\` of a call is "${seen.value}": its flags, ${seen.flags}, say that its span is not recorded. It is, so 01 was looked for.`,
    why: 'Who is called records nothing of a request with this flag, as a rule: its half of the trace is missing.',
    next: 'The last part of the header is the flags of the span: `01` for one that is recorded. `propagation.inject` writes them for you.',
  }),
  'call-outside-trace': (seen: { request: string; found: string; server: string }) => ({
    title: `${seen.request}'s call to PayPort is in trace ${seen.found}; ${seen.server === '' ? 'no span of a request to orders is in it' : `its server span is in trace ${seen.server}`}.`,
    why: 'Who opens the trace of the order does not see that PayPort was called, nor how long that took.',
    next: 'Start the client span while the server span of the order is active: inside its callback, and in no context of its own.',
  }),
  'kitchen-not-told': (seen: { request: string; proof: string }) => ({
    title: `${seen.request} is two traces. The kitchen continued the trace of ${seen.proof}, which sent a header; from orders it got none that it could read.`,
    why: 'Orders sees a slow call, the kitchen sees a slow request, and nobody can tell that they are the same one.',
    next: 'In orders, inject into the headers of the call to the kitchen too, not only to PayPort.',
  }),
  'kitchen-under-payport-call': (seen: { request: string; parent: string }) => ({
    title: `The kitchen's span for ${seen.request} is a child of \`${seen.parent}\`, the call to PayPort; the call to the kitchen was looked for.`,
    why: 'The trace says that PayPort asked the kitchen. Who reads it looks for the delay at the wrong place.',
    next: 'Two calls share one set of headers. Make a new headers object for each call, and inject into it inside the client span of this call.',
  }),
  'kitchen-apart': (seen: { request: string }) => ({
    title: `${seen.request} is two traces: one of orders, one of the kitchen.`,
    why: 'Orders sees a slow call, the kitchen sees a slow request, and nobody can tell that they are the same one.',
    next: 'In the kitchen, read the context with `propagation.extract(ROOT_CONTEXT, request.headers)`, and start the server span in it: hand it to `startActiveSpan`, or call `context.with(…)` around it.',
  }),
  'kitchen-under-stranger': (seen: { request: string; parent: string }) => ({
    title: `The kitchen's span for ${seen.request} hangs under \`${seen.parent}\` of another trace.`,
    why: 'One trace swallows the work of all others: no request in it can be told from the rest.',
    next: 'The parent of a server span comes from the headers of its own request. Take it from there each time, starting from ROOT_CONTEXT, and keep it in no variable of the module.',
  }),
  'hop-invisible': (seen: { request: string; parent: string }) => ({
    title: `The kitchen's span for ${seen.request} is a child of \`${seen.parent}\`; the client span of the call was looked for.`,
    why: 'The call and its answer stand side by side. How long the order was on the network between the two cannot be read.',
    next: 'The header was written before the client span was active. Inject inside the callback of the client span.',
  }),
  'caller-ignored': (seen: { program: string; request: string; traceId: string; sent: string }) => ({
    title: `${seen.request} came to ${seen.program} with trace ${seen.sent}; its server span is in trace ${seen.traceId}.`,
    why: 'The caller looks for its trace id, finds its own half, and thinks that you never got the request.',
    next: `In ${seen.program}, start the server span in the context that \`propagation.extract(ROOT_CONTEXT, request.headers)\` gives back.`,
  }),
  'caller-not-parent': (seen: { program: string; request: string; sent: string; parent: string }) => ({
    title: `${seen.request} came to ${seen.program} from span ${seen.sent}; its server span has ${seen.parent} as parent.`,
    why: 'The trace id alone puts spans into one heap. Only the parent says which call caused which work.',
    next: 'The third part of `traceparent` is the id of the parent. `propagation.extract` reads both ids; hand its context on as it is.',
  }),
  'bad-header-continued': (seen: { program: string; request: string; value: string }) => ({
    title: `The broken \`traceparent\` "${seen.value}" of ${seen.request} was continued by ${seen.program}.`,
    why: 'The next service obeys the standard and refuses it: from there on the trace is torn. All zeros would glue strangers together.',
    next: 'Only lower-case hexadecimal is valid, neither id may be all zeros, version ff does not exist, and version 00 ends with its flags. A broken header counts as none: begin a new trace.',
  }),
  'alone-but-not-root': (seen: { program: string; request: string; header: string }) => ({
    title: `${seen.request} came to ${seen.program} with ${seen.header}; its server span has a parent all the same.`,
    why: 'It hangs in a trace that has nothing to do with it.',
    next: 'Extract from ROOT_CONTEXT, not from what happens to be active or was read before. Without a valid header that gives no parent.',
  }),
  'tracestate-lost': (seen: { where: string; request: string; sent: string; found: string }) => ({
    title: `${seen.request} came with tracestate "${seen.sent}". ${seen.where} for it has ${seen.found}.`,
    why: '`tracestate` belongs to the tracing systems on the way. A service that drops it cuts their part of the trace.',
    next: seen.where.includes('span')
      ? 'Hand on the context that `propagation.extract` gives back, and let `propagation.inject` write both headers. A span made without a library says it in its field `traceState`.'
      : 'Hand on the context that `propagation.extract` gives back, and let `propagation.inject` write both headers.',
  }),
  'tracestate-of-another': (seen: { where: string; request: string; found: string; sender: string }) => ({
    title: `${seen.where} for ${seen.request} has tracestate "${seen.found}"; ${seen.sender === seen.request ? `${seen.request} sent it with a broken \`traceparent\`, so it counts for nothing` : `${seen.sender} sent it`}.`,
    why: 'The tracing system that it belongs to takes this order for one of its own, and believes what it says.',
    next: 'Take `tracestate` from the same context as the ids: `propagation.extract` drops it when the `traceparent` is broken, and nothing of it stays in a variable.',
  }),
  'traces-mixed': (seen: { lost: string }) => ({
    title:
      seen.lost === ''
        ? 'With twenty orders at once, the spans of several orders are in one trace.'
        : `With twenty orders at once, no span is in trace ${seen.lost}, which a caller sent.`,
    why: 'The work for one customer shows up in the story of another, and is missing from its own.',
    next: 'Keep the extracted context, and the headers that you inject into, in no variable that requests share. Use the context at once, with `context.with` or as the third argument of `startActiveSpan`.',
  }),
});
