import { defineFindings, failFor } from './finding.ts';

/** The words of the findings that many lessons share. A lesson's own are in its findings.ts. */
export const commonFindings = defineFindings({
  // The business must still work: answers.
  'no-answer': (seen: { method: string; path: string; outcome: string }) => ({
    title: `${seen.method} ${seen.path} got no answer (${seen.outcome}).`,
    why: 'Observing a service must never change what it does for its customers.',
    next: 'Send the same request yourself with `npx learn-obs run`, and look at what the program prints while it handles it.',
  }),
  'wrong-status': (seen: { method: string; path: string; expected: number; status: number }) => ({
    title: `${seen.method} ${seen.path} was answered with ${seen.status}; the shop answers this request with ${seen.expected}.`,
    why: 'Observing a service must never change what it does for its customers.',
    next: 'Compare your handler with the starter (`npx learn-obs run` shows the answers): keep the behaviour, change only what is observed.',
  }),
  'wrong-answer': (seen: { method: string; path: string; field: string; expected: string; found: string }) => ({
    title: `The answer to ${seen.method} ${seen.path} has ${seen.field} = ${seen.found}; the shop answers ${seen.expected}.`,
    why: 'Observing a service must never change what it does for its customers.',
    next: 'Give back the same JSON as the starter does, and put what you want to observe into logs, metrics or spans.',
  }),

  // Lines on stdout.
  'nothing-on-stdout': (seen: { program: string }) => ({
    title: `${seen.program} printed nothing on stdout.`,
    why: 'Containers and service managers collect what a program writes to stdout. What is not there does not exist for the person on call.',
    next: 'Write each event as one line to stdout, for example with `process.stdout.write(JSON.stringify(event) + "\\n")`.',
  }),
  'only-on-stderr': (seen: { program: string; lines: number }) => ({
    title: `${seen.program} printed nothing on stdout, but ${seen.lines} line${seen.lines === 1 ? '' : 's'} on stderr.`,
    why: 'A collector reads stdout as the log of the service. What goes to stderr is another stream, often kept elsewhere or not at all.',
    next: 'Write the events to stdout: `console.log` or `process.stdout.write`, not `console.error`.',
  }),
  'told-on-stderr': (seen: { event: string }) => ({
    title: `stderr tells of ${seen.event}; stdout was looked for.`,
    why: 'A collector reads stdout as the log of the service. What goes to stderr is another stream, often kept elsewhere or not at all.',
    next: 'Write every event to stdout, errors too: `console.log` or `process.stdout.write`, not `console.error`.',
  }),
  'not-json': (seen: { line: number; looksLike: string }) => ({
    title: `Line ${seen.line} of stdout is not one JSON object: ${seen.looksLike}.`,
    why: 'A log store parses each line by itself. A line it cannot parse has no fields: nobody finds it by level, by time or by order.',
    next: 'Write one `JSON.stringify({...})` per event, and nothing else to stdout.',
  }),
  'pretty-printed': (seen: { line: number; lines: number }) => ({
    title: `Line ${seen.line} is \`{\`: pretty printing splits one event over ${seen.lines} lines.`,
    why: `A collector reads lines. It sees ${seen.lines} broken events here, and none that it can search.`,
    next: 'Leave out the third argument of JSON.stringify: `JSON.stringify(event)` is one line.',
  }),
  'drawn-object': (seen: { line: number; lines: number }) => ({
    title: `Line ${seen.line} is an object as console.log draws it${seen.lines === 1 ? '' : `, over ${seen.lines} lines`}; JSON was looked for.`,
    why: 'The drawing is for people: keys without quotes, deep parts left out as [Object], one event over many lines. No log store reads it.',
    next: 'Give console.log a text, not the object: `console.log(JSON.stringify(event))`.',
  }),
  'no-line-break': (seen: { line: number }) => ({
    title: `No line break ends the event on line ${seen.line}.`,
    why: 'A collector takes an event when its line ends. Without the break events run into each other, and the last one never arrives.',
    next: 'process.stdout.write adds nothing: end the text with "\\n". console.log does it by itself.',
  }),
  'empty-line': (seen: { line: number }) => ({
    title: `Line ${seen.line} of stdout is empty; one JSON object was looked for.`,
    why: 'Whoever counts lines counts events. Many collectors store an empty line as an event without content.',
    next: 'console.log ends the line by itself: leave out the "\\n", and calls of console.log without a text.',
  }),
  'field-missing': (seen: { line: number; field: string; accepted: string }) => ({
    title: `Line ${seen.line} has no \`${seen.field}\`${seen.accepted === '' ? '' : ` (${seen.accepted} would do as well)`}.`,
    why: 'A search that asks for this field passes over this line as if it had never been written.',
    next: `Give every line a \`${seen.field}\`: let one small function write them all, so that none can forget it.`,
  }),
  'field-wrong-type': (seen: { line: number; field: string; expected: string; found: string }) => ({
    title: `\`${seen.field}\` of line ${seen.line} is ${seen.found}; ${seen.expected} was looked for.`,
    why: 'Queries compare and sort by this field. A value of another kind is passed over or sorted wrongly.',
    next: `Write \`${seen.field}\` as ${seen.expected}.`,
  }),

  // The end of a program.
  'wrong-exit-code': (seen: { program: string; expected: string; found: string }) => ({
    title: `${seen.program} ended ${seen.found}; ${seen.expected} was looked for.`,
    why: 'The exit code is the last thing a program says, and all that its supervisor listens to: 0 means that all went well.',
    next: 'Look for `process.exit(…)`, `process.exitCode` and for errors that nobody catches.',
  }),

  // /metrics.
  'no-metrics': (seen: { path: string; outcome: string }) => ({
    title: `GET ${seen.path} was answered with ${seen.outcome}; 200 with the metrics was looked for.`,
    why: 'Prometheus pulls. A service without this page is invisible to it: it only sees `up = 0`.',
    next: `Answer GET ${seen.path} on the same port as the service.`,
  }),
  'metrics-not-text': (seen: { looksLike: string }) => ({
    title: `/metrics answers with ${seen.looksLike}; the Prometheus text format was looked for.`,
    why: 'Prometheus reads one sample a line: `name{label="value"} 42`. It drops the whole scrape when it meets anything else.',
    next: 'Let prom-client write the page (`await register.metrics()`), or print `# HELP`, `# TYPE` and the sample lines yourself.',
  }),
  'metrics-unreadable': (seen: { line: number; text: string }) => ({
    title: `Line ${seen.line} of /metrics: ${seen.text}.`,
    why: 'The format does not allow it. Some readers put up with it; others drop the whole page, and all metrics of the service are gone.',
    next: 'Compare the line with the format: `# HELP name text`, `# TYPE name counter`, `name{label="value"} 42`.',
  }),
  'metrics-content-type': (seen: { contentType: string }) => ({
    title: `/metrics is sent as "${seen.contentType}"; \`text/plain; version=0.0.4\` (or OpenMetrics) was looked for.`,
    why: 'The content type tells Prometheus how to parse the page. Since version 3 it refuses a scrape whose type it does not know.',
    next: "Set the header: with prom-client `res.setHeader('content-type', register.contentType)`.",
  }),
  'metric-missing': (seen: { wanted: string; nearest: string }) => ({
    title: `There is no ${seen.wanted} in /metrics${seen.nearest === '' ? '' : `; the nearest is \`${seen.nearest}\``}.`,
    why: 'An alert on a metric that does not exist never fires, and a dashboard shows an empty panel.',
    next:
      seen.nearest === ''
        ? 'Create the metric once at start-up and register it where /metrics reads it.'
        : `If \`${seen.nearest}\` is meant to be it, give it the name and the type that were looked for.`,
  }),
  'metric-wrong-type': (seen: { metric: string; expected: string; found: string }) => ({
    title: `\`${seen.metric}\` is declared as ${seen.found}; ${seen.expected} was looked for.`,
    why: 'The type says what may be done with the number. `rate()` takes each fall for a restart: right for a counter, nonsense for a gauge.',
    next: `Declare it as ${seen.expected}: the TYPE line must say \`# TYPE ${seen.metric} ${seen.expected}\`.`,
  }),
  'metric-undescribed': (seen: { metric: string; missing: string }) => ({
    title: `\`${seen.metric}\` has no ${seen.missing} line.`,
    why: 'At 02:14 somebody who did not write this service reads the name and the help text, and nothing else.',
    next: `Print \`# ${seen.missing} ${seen.metric} …\` before its first sample. prom-client does it by itself.`,
  }),

  // Spans.
  'no-spans': (seen: { program: string; service: string; others: string }) => ({
    title:
      seen.others === ''
        ? `No span of ${seen.program} arrived.`
        : `No span has service.name = "${seen.service}"; those that arrived have "${seen.others}".`,
    why: 'A trace that never reaches the collector does not exist at 02:14.',
    next:
      seen.others === ''
        ? 'Spans wait in a batch for 5 s. Await `provider.shutdown()` when SIGTERM comes, before the program ends, and see that each span is ended.'
        : `Give the provider a resource with \`service.name\` "${seen.service}".`,
  }),
  'spans-wrong-path': (seen: { program: string; path: string }) => ({
    title: `${seen.program} sends its spans to POST ${seen.path}; a collector takes them at POST /v1/traces.`,
    why: 'A collector answers 404 to any other path, the exporter drops the batch, and nobody is told.',
    next: 'Leave `url` out: the exporter then adds /v1/traces to OTEL_EXPORTER_OTLP_ENDPOINT by itself. A `url` is used exactly as it is given.',
  }),
  'spans-unreadable': (seen: { program: string; oddity: string }) => ({
    title: `What ${seen.program} sent to /v1/traces is no OTLP: ${seen.oddity}.`,
    why: 'A collector answers 400 and forgets the whole batch.',
    next: 'Let an OTLP exporter write the body, or compare yours with the OTLP/JSON example of the specification.',
  }),
  'requests-without-span': (seen: { requests: number; spans: number }) => ({
    title: `${seen.requests} requests came in; ${seen.spans === 0 ? 'no span' : `only ${seen.spans} spans`} of kind server arrived.`,
    why: 'A request without a span is missing from every trace search, and it is often the one that failed.',
    next: 'Start one span of kind server for each request, and end it in a `finally`.',
  }),
  'too-many-request-spans': (seen: { name: string; requests: number; spans: number }) => ({
    title: `${seen.requests} requests came in, but ${seen.spans} spans are of kind server; \`${seen.name}\` is one too many.`,
    why: 'A server span says that a request came in. Whoever counts them counts requests.',
    next: 'Keep kind server for the one span around a request. A call that you make is a client span, work inside is internal.',
  }),
  'wrong-span-kind': (seen: { name: string; expected: string; found: string; about: string }) => ({
    title: `\`${seen.name}\` is of kind ${seen.found}; ${seen.about} is of kind ${seen.expected}.`,
    why: 'Trace views read the kind: client and server spans draw the map of who calls whom. What is internal is not on that map.',
    next: `Start it with \`{ kind: SpanKind.${seen.expected.toUpperCase()} }\`.`,
  }),
  'several-roots': (seen: { request: string; name: string; roots: number; anyParent: boolean }) => ({
    title: `${seen.request} is torn into ${seen.roots} trees; one was looked for. \`${seen.name}\` has no parent.`,
    why: 'You see that something was slow, but not for which request, nor what it waited for.',
    next: seen.anyParent
      ? 'A span becomes a child of the span that is active when it starts. `startSpan` does not make a span active; `startActiveSpan` does, for its callback. Across an `await` only AsyncLocalStorageContextManager remembers it.'
      : 'No span of the whole run has a parent. Either none is ever active (use `startActiveSpan`), or no context manager is set that could remember it.',
  }),
  'parent-never-arrived': (seen: { request: string; name: string }) => ({
    title: `\`${seen.name}\`, made for ${seen.request}, names a parent that never arrived.`,
    why: 'A tree without its trunk: nobody can tell which request these spans belong to.',
    next: 'Only spans that were ended are sent. Look for a span without `end()`, or with a path around it: put `end()` into a `finally`.',
  }),
  'parent-ended-first': (seen: { name: string; parent: string; lateMs: number }) => ({
    title: `\`${seen.name}\` ended ${seen.lateMs} ms after \`${seen.parent}\`, which it stands under.`,
    why: 'The parent looks fast although its work was slow: its duration leaves out what it waited for.',
    next: `End \`${seen.parent}\` when its work is done: \`await\` the work first, then call \`end()\`.`,
  }),
  'span-name-varies': (seen: { name: string; value: string; names: number }) => ({
    title: `The name \`${seen.name}\` holds ${seen.value}, a value of one request. There ${seen.names === 1 ? 'is 1 such name' : `are ${seen.names} such names`}.`,
    why: 'Spans are grouped by name: how slow is this call as a rule? With a name for each request no group has more than one member.',
    next: 'Name the span after the kind of work, `POST /orders`, and put what varies into an attribute.',
  }),
  'span-names-many': (seen: { name: string; requests: number; names: number; most: number }) => ({
    title: `${seen.requests} requests had the same work done for them, with ${seen.names} different span names; none has more than ${seen.most}. \`${seen.name}\` occurs for one of them only.`,
    why: 'Spans are grouped by name: how slow is this call as a rule? With a name for each request no group has more than one member.',
    next: 'Name the span after the kind of work, `POST /boxes`, without ids, counters or parts of them. What varies goes into an attribute.',
  }),
  'attribute-missing': (seen: { name: string; attribute: string; nearest: string }) => ({
    title: `The span \`${seen.name}\` has no \`${seen.attribute}\`${seen.nearest === '' ? '' : `; the nearest is \`${seen.nearest}\``}.`,
    why: 'A search or a dashboard asks for the attribute by this name. Spans without it are passed over.',
    next: `Set \`${seen.attribute}\` on this span: among the \`attributes\` when it starts, or with \`span.setAttribute\` once the value is known.`,
  }),
  'attribute-wrong-type': (seen: { name: string; attribute: string; expected: string; found: string }) => ({
    title: `\`${seen.attribute}\` of \`${seen.name}\` is ${seen.found}; ${seen.expected} was looked for.`,
    why:
      seen.expected === 'a number'
        ? 'A query such as `http.response.status_code >= 500` compares numbers. A value of another type is passed over.'
        : `A search for this attribute compares it with ${seen.expected}. A value of another type is passed over.`,
    next: `Set \`${seen.attribute}\` as ${seen.expected}.`,
  }),
  'attribute-wrong-value': (seen: { name: string; attribute: string; expected: string; found: string }) => ({
    title: `\`${seen.attribute}\` of \`${seen.name}\` is ${seen.found}; ${seen.expected} was looked for.`,
    why: 'At 02:14 people believe what a span says. A wrong value sends them to the wrong place.',
    next: `Set it from the request or answer that this span is about: here it is ${seen.expected}.`,
  }),
});

export type CommonFindings = typeof commonFindings;

/** Ends a check with a common finding. */
export const fail = failFor(commonFindings);
