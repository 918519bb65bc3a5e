import { defineFindings } from '#checks';

export const findings = defineFindings({
  // The words.
  'level-unreadable': (seen: { line: number; found: string }) => ({
    title: `The level of line ${seen.line} is ${seen.found}; trace, debug, info, warn, error or fatal was looked for.`,
    why: 'Alerts and searches ask for these words, or for the numbers of pino. A level of another kind is passed over by all of them.',
    next: "Write the word, or pino's number: trace 10, debug 20, info 30, warn 40, error 50, fatal 60.",
  }),
  'level-mixed': (seen: { line: number; found: string; other: string; otherLine: number }) => ({
    title: `Line ${seen.line} spells its level ${seen.found}, line ${seen.otherLine} has ${seen.other}.`,
    why: 'A search for one spelling finds half of the lines, and nobody notices the other half.',
    next: 'Let one function write the level, in one spelling.',
  }),

  // What happened, and how loudly it is told.
  'event-unlogged': (seen: { event: string; sku: string }) => ({
    title: `No line with ${seen.sku} tells of ${seen.event}.`,
    why: 'A level can only be chosen for a line that is there. What is not written did not happen, as far as the person on call can see.',
    next: 'Keep the line of the starter with its `sku`, and change only its level.',
  }),
  'sku-missing': (seen: { setting: string; line: number; message: string; sku: string; event: string }) => ({
    title: `${seen.setting}: line ${seen.line} ("${seen.message}") tells of ${seen.event} and does not name the sku, ${seen.sku}.`,
    why: 'Whoever searches for this order by its sku finds the steps, and not the line that says how it ended.',
    next: 'Give this line its `sku`, as the lines of the starter have it. Its level is another question.',
  }),
  'order-not-info': (seen: { line: number; level: string; asNumber: boolean }) => ({
    title: `Line ${seen.line} tells at ${seen.level} that an order was placed; info was looked for.`,
    why: 'It is what the shop is for: nobody has to act on it, and everybody wants to count it.',
    next: seen.asNumber
      ? 'Write it with the level `info`, 30. In pino the greater number is the more severe: debug is 20, error 50.'
      : 'Write it with the level `info`.',
  }),
  'step-too-loud': (seen: { line: number; level: string; message: string; sku: string; asNumber: boolean }) => ({
    title: `Line ${seen.line} tells at ${seen.level} of a step of the order for ${seen.sku}, "${seen.message}"; debug was looked for.`,
    why: 'The same is said of orders that were never placed: it is a step on the way, and nobody has to act on it.',
    next: seen.asNumber
      ? 'Write the steps at `debug`, 20. In pino the greater number is the more severe: info is 30, error 50.'
      : 'Write the steps at `debug`. Only the line that says that an order was placed is `info`.',
  }),
  'pager-rings': (seen: { line: number; level: string; message: string; before: string }) => ({
    title: `LOG_LEVEL not set: line ${seen.line} ("${seen.message}") is ${seen.level}, ${seen.before}, while all was well.`,
    why: 'Each line at error or fatal wakes the person on call, also one that names no order. The shop works, the kitchen answers, and nobody can mend a typo.',
    next: 'Use `info` or `warn` for it, or leave it out. Keep `error` for the moment when the kitchen cannot be reached.',
  }),
  'told-too-early': (seen: { line: number; message: string; sku: string }) => ({
    title: `Line ${seen.line} says "${seen.message}" of ${seen.sku}, as of both placed orders, and that box was sold out.`,
    why: 'Whoever counts these lines counts orders that never were.',
    next: 'Leave "order placed" where the starter has it, after `orders.set`, and tell of a sold-out box in other words.',
  }),
  'mistake-as-error': (seen: { line: number; level: string; event: string }) => ({
    title: `Line ${seen.line} calls ${seen.event} ${seen.level}; a level below error was looked for.`,
    why: 'The person on call is woken by every typo and every sold-out box, can do nothing about it, and learns to ignore the pager.',
    next: 'Use `info` or `warn`: the customer got an answer, and nobody has to act.',
  }),
  'sold-out-unseen': (seen: { line: number; level: string }) => ({
    title: `Line ${seen.line} tells at ${seen.level} of a sold-out box; info or warn was looked for.`,
    why: 'In the morning the shop wants to know how many orders it had to turn away. At this level nobody sees them.',
    next: 'Use `info`, or `warn` if somebody should look at it in the morning.',
  }),
  'failure-too-quiet': (seen: { line: number; level: string }) => ({
    title: `Line ${seen.line} tells at ${seen.level} that the kitchen cannot be reached; error was looked for.`,
    why: 'The alert waits for errors. At 02:14 every order failed, and the log called it daily business for forty minutes.',
    next: 'Use `error`: somebody has to act, now.',
  }),
  'fatal-but-alive': (seen: { line: number }) => ({
    title: `Line ${seen.line} says fatal, and the shop goes on; error was looked for.`,
    why: 'fatal says that the program is gone. Whoever reads it restarts the shop, while it is the kitchen that is down.',
    next: 'Use `error`, and keep `fatal` for the last line before the program ends.',
  }),

  // LOG_LEVEL.
  'below-threshold': (seen: { setting: string; line: number; level: string; threshold: string }) => ({
    title: `${seen.setting}: line ${seen.line} is ${seen.level}; nothing below ${seen.threshold} was looked for.`,
    why: 'Details that nobody asked for cost money every day, and at 02:14 they bury the one line that matters.',
    next: 'Before a line is written, compare its level with the one of LOG_LEVEL, as numbers, and leave it out when it is lower.',
  }),
  'line-hidden': (seen: { setting: string; event: string; level: string }) => ({
    title: `${seen.setting}: the ${seen.level} line about ${seen.event} is missing.`,
    why: 'A threshold lets through its own level and all that is more severe. A line that it hides by mistake is missed on the night when it is needed.',
    next:
      seen.setting === 'LOG_LEVEL not set' && seen.level === 'info'
        ? 'When LOG_LEVEL is not set, use `info`: it lets through info, warn, error and fatal.'
        : "Compare numbers: 10 for trace up to 60 for fatal. As words, 'error' comes before 'info'.",
  }),
  'too-chatty': (seen: { sku: string; lines: string; count: number }) => ({
    title: `LOG_LEVEL not set: the order for ${seen.sku} went well and left ${seen.count} lines (${seen.lines}); one was looked for.`,
    why: 'Steps that went well interest nobody but the one who searches for a fault. They are most of the lines, and of the bill.',
    next: 'Keep "order placed" at `info`, and write the steps before it at `debug`.',
  }),
  'no-debug-lines': (seen: { sku: string }) => ({
    title: `LOG_LEVEL=debug: no line of level debug tells how the order for ${seen.sku} came about.`,
    why: 'When something is wrong, the details have to be there for the asking, without a new release.',
    next: 'Write the steps of an order (checking it, asking the kitchen, the answer) at `debug`, with their `sku`, and let LOG_LEVEL=debug show them.',
  }),
  'ended-by-itself': (seen: { setting: string }) => ({
    title: `${seen.setting}: the shop ended by itself; it was to start and stay.`,
    why: 'Somebody mistypes a setting of the log, and the shop is closed. A log serves the program; it never stops it.',
    next: 'Look the word up before you use it. When it is no level, use info and say so.',
  }),
  'fallback-not-info': (seen: { setting: string; what: string }) => ({
    title: `${seen.setting}: ${seen.what}; the level info was looked for.`,
    why: 'Looked up in a table, a word that is no level gives undefined, and every comparison with undefined is false: all lines are written then, or none.',
    next: 'Decide which level is used before you compare: when LOG_LEVEL is not one of the six words, use info.',
  }),
  'fallback-untold': (seen: { value: string }) => ({
    title: `LOG_LEVEL=${seen.value}: no line names this word and says that it is no level.`,
    why: 'Whoever set it believes that it works, and searches for lines that never come.',
    next: 'Write one warn line at the start that names the word and the level that is used instead.',
  }),
  'fallback-too-often': (seen: { value: string; count: number }) => ({
    title: `LOG_LEVEL=${seen.value}: ${seen.count} lines say that this is no level; one was looked for.`,
    why: 'A warning that comes with every line is no warning, it is noise.',
    next: 'Read LOG_LEVEL once, when the program starts, and keep the result.',
  }),
  'fallback-false-alarm': (seen: { setting: string; line: number; message: string }) => ({
    title: `${seen.setting}: line ${seen.line} warns "${seen.message}", and this word is a level.`,
    why: 'A warning that comes with every start is read by nobody, also on the day when it is right.',
    next: 'Warn only when LOG_LEVEL is none of the six words.',
  }),
  'fallback-wrong-level': (seen: { value: string; line: number; level: string }) => ({
    title: `LOG_LEVEL=${seen.value}: line ${seen.line} says at ${seen.level} that this is no level; warn was looked for.`,
    why: 'Nobody has to act at night, and somebody should mend it in the morning: that is what warn is for.',
    next: 'Write the line with the level `warn`.',
  }),
});
