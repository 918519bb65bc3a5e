import { defineFindings } from '#checks';

export const findings = defineFindings({
  'ended-too-early': (seen: { during: string; exit: string }) => ({
    title: `orders ended ${seen.exit} ${seen.during}, by an error that is not part of this lesson.`,
    why: 'What it says at its end can only be judged when it lives until then.',
    next: 'Mend the error that is quoted above. `npx learn-obs run` shows all that was printed, with the file and the line.',
  }),
  'failure-ends-all': (seen: { exit: string }) => ({
    title: `The kitchen hung up on one order, and the shop ended ${seen.exit}.`,
    why: 'The other customers had nothing to do with that call. At 02:14 one bad minute of the kitchen becomes an outage of the shop.',
    next: 'An error that you catch is an answer, not an end: let bookKitchen say that it failed, and answer this order with 502.',
  }),
  'failure-answered-otherwise': (seen: { status: number }) => ({
    title: `The kitchen hung up on one order, and its customer was answered with ${seen.status}; 502 was looked for.`,
    why: '502 says that somebody behind the shop failed. Whoever reads another number looks for the fault in the wrong place.',
    next: 'Let bookKitchen say that the call failed, apart from "sold out", and answer this order with 502.',
  }),
  'fatal-without-crash': (seen: { line: number; instead: string }) => ({
    title: `Line ${seen.line} is fatal, and nothing had crashed: ${seen.instead}.`,
    why: '`fatal` is there to wake somebody. When it also comes for what the program survives, nobody gets up for the crash.',
    next: 'Keep `fatal` for an error that nobody caught. A signal is `info`; a call that failed and was answered is `error`.',
  }),
  'crash-swallowed': (seen: { error: string }) => ({
    title: `The kitchen named ${seen.error}, and the program neither told of an error nor ended.`,
    why: 'Nobody knows what state the program is in after an error that nobody expected. It goes on taking orders, and looks healthy.',
    next: 'Leave packing-table.ts and what it is given as they are. Write a `fatal` line where such errors arrive, then let the program end.',
  }),
  'still-running': (seen: { line: number; error: string }) => ({
    title: `Line ${seen.line} tells of the error about ${seen.error}, and the program ran on.`,
    why: 'A handler for `uncaughtException` or `unhandledRejection` takes away what Node would have done: end. What is left is a zombie that no supervisor restarts.',
    next: 'After the fatal line the handler has one thing left to do: `process.exit(1)`.',
  }),
  'no-last-words': (seen: { error: string; instead: string }) => ({
    title: `No JSON line on stdout tells of the error about ${seen.error}${seen.instead === '' ? '' : `; ${seen.instead}`}.`,
    why: 'The log store shows a service that fell silent. Why it ended is the first question of the night, and the log has no answer.',
    next: 'Ask `process` to tell you of errors that nobody caught, and write them with `log.fatal({ err }, …)`, to stdout like every other line.',
  }),
  'crash-not-fatal': (seen: { line: number; level: string }) => ({
    title: `Line ${seen.line} tells of the error with the level ${seen.level}; fatal was looked for.`,
    why: '`error` says that one request failed. `fatal` says that the program is gone, and that is the one to wake somebody for.',
    next: "Write the last words with `log.fatal`. It has one more use: pino's fatal writes at once everything that is still waiting.",
  }),
  'fatal-without-error': (seen: { line: number; error: string; other: boolean }) => ({
    title: seen.other
      ? `Line ${seen.line} is fatal and has an error, but not the one about ${seen.error}.`
      : `Line ${seen.line} is fatal, and says nothing of the error about ${seen.error}.`,
    why: '"Something went wrong" is what everybody knows already at 02:14.',
    next: seen.other
      ? 'Log the error that your handler is given, not a new one. If you need one of your own, hand the other over as its `cause`.'
      : 'Hand the error over as a field: `log.fatal({ err: error }, …)`. pino drops an error that comes after the text.',
  }),
  'fatal-without-stack': (seen: { line: number; place: string }) => ({
    title: `Line ${seen.line} has the message of the error, but no stack: nothing leads to ${seen.place}.`,
    why: 'The stack is the only trace of the place. The program that could be asked is gone.',
    next: 'Log the error itself, not its text: `{ err: error }` keeps type, message and stack.',
  }),
  'stop-never-asked': (seen: { line: number }) => ({
    title: `Line ${seen.line} says SIGTERM, and nobody sent one: the program ended by its own error.`,
    why: 'Whoever reads it takes the crash for a deployment, and looks no further.',
    next: 'Keep the two ends apart: one handler for errors, one for signals, and log the signal that the handler was given.',
  }),
  'order-lost': (seen: { request: string }) => ({
    title: `SIGTERM came while the kitchen was busy with the order ${seen.request}, and its customer got no answer.`,
    why: 'The kitchen cooks it all the same. Each deployment loses the orders that are under way, and no line tells which.',
    next: 'On SIGTERM stop accepting (`server.close()`), and end only when what is under way has been answered.',
  }),
  'took-new-work': (seen: { request: string }) => ({
    title: `The order ${seen.request} came after SIGTERM, and was not refused.`,
    why: 'A program that goes on accepting while it waits for its last order never comes to an end: there is always one more.',
    next: 'Close the door before you wait: `server.close()` refuses new connections and lets those under way finish.',
  }),
  'never-ended': (seen: { seconds: number }) => ({
    title: `SIGTERM came, and ${seen.seconds} seconds later the program was still there; it had to be killed.`,
    why: 'The supervisor waits, then sends SIGKILL: no handler, no flush. Each deployment takes that long and ends that way.',
    next: 'Node ends by itself when nothing keeps it busy. Look for what still does (a server, a timer), or end with `process.exit(0)` when all is done.',
  }),
  'no-shutdown-line': (seen: { exit: string }) => ({
    title: `No line has the signal \`SIGTERM\` in a field; the program ended ${seen.exit}.`,
    why: 'A log that just ends is the same for a deployment, a crash and a machine that lost its power.',
    next: "Write one line when the signal comes, with the signal in a field: `{ signal: 'SIGTERM' }`.",
  }),
  'signal-only-in-text': (seen: { line: number }) => ({
    title: `Line ${seen.line} has the signal only inside a longer text.`,
    why: '"How did each instance end last night?" needs a field that can be counted by its value.',
    next: 'Put it into a field of its own, `signal`, and keep the message the same each time.',
  }),
  'lines-lost': (seen: { run: string; order: string; boxes: number; lines: number; found: number }) => ({
    title: `${seen.order} was answered: ${seen.boxes} boxes, so ${seen.lines} lines. ${seen.found} of them arrived ("${seen.run}").`,
    why: 'What a logger still holds when the program ends is gone. It is always the last minute that is missing, the one you need.',
    next: 'Find out what your logger collects before it writes, and make it write the rest before the program ends: flush, then exit.',
  }),
  'lines-never-written': (seen: { run: string; order: string; boxes: number; found: number; placed: boolean }) => ({
    title: `${seen.order} has ${seen.boxes} boxes. Lines that name one of them by its own \`box\`: ${seen.found}${
      seen.placed ? '' : '. Lines that it was placed: 0'
    }. Lines of later orders are there ("${seen.run}").`,
    why: 'A logger that loses lines loses the last ones, and these are missing in the middle. Which boxes of this order were booked? The log cannot tell.',
    next: 'Keep the lines of the starter as they are: `order_id` and another `box` for each box, then `order_id`, `sku` and `qty` for the order.',
  }),
  'silent-while-stopping': (seen: { error: string; exit: string }) => ({
    title: `An error about ${seen.error} came while the program was stopping; it ended ${seen.exit}, and no line tells why.`,
    why: 'A stop that goes wrong is the moment at which data is lost, and each deployment makes one.',
    next: 'Look for what makes your error handler do nothing once a stop has begun. A crash while stopping is a crash.',
  }),
  'hung-while-stopping': (seen: { error: string; told: boolean; seconds: number }) => ({
    title: `An error about ${seen.error} came while the program was stopping${seen.told ? '' : ', and no line tells of it'}; ${seen.seconds} seconds after SIGTERM the program was still there.`,
    why: seen.told
      ? 'One customer of this run is never answered. A crash that waits for everybody to finish waits for that one too.'
      : 'Nobody knows what state the program is in, and nobody is told. The supervisor sends SIGKILL in the end, and takes it for a slow stop.',
    next: seen.told
      ? 'After an error that nobody caught there is nothing to wait for: fatal line, then exit. And give the graceful way a deadline.'
      : 'Look for what makes your error handler do nothing once a stop has begun. A crash while stopping is a crash: fatal line, then exit.',
  }),
});
