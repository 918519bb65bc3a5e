import type { Problem } from '../telemetry/evidence.ts';
import type { ProblemArgs, ProblemCode } from './problem-args.ts';
import type { Words } from './verdict.ts';

export type { ProblemArgs, ProblemCode } from './problem-args.ts';

/** A problem with the facts its words need. */
export function problem<Code extends ProblemCode>(code: Code, args: ProblemArgs[Code]): Problem {
  return { code, args };
}

/** Why an attempt could not be judged, as the learner reads it. A code this version does not know is said to be so. */
export function problemWords(found: Problem): Words {
  try {
    return wordsOf.get(found.code)?.(found.args) ?? unknownProblem(found.code);
  } catch {
    // Evidence comes from files too: the facts this code needs are not in it.
    return unknownProblem(found.code);
  }
}

/** A mapped type: a code without words does not compile. */
const table: { readonly [Code in ProblemCode]: (args: ProblemArgs[Code]) => Words } = {
  'syntax-error': ({ file, line, column, message, hint }) => ({
    title: `Node cannot read ${file}, line ${line}${column === undefined ? '' : `, column ${column}`}: ${message}`,
    why: 'The program did not start, so there is nothing to look at yet.',
    next: hint ?? `Look at line ${line} and the line before it: often a bracket, a quote or a comma is missing.`,
  }),
  'unsupported-typescript': ({ file, line, what }) => ({
    title: `${file}, line ${line} uses ${unsupported[what].name}, which Node does not run.`,
    why: 'Node runs TypeScript by leaving the types out. This part is more than a type: it would have to be turned into code.',
    next: unsupported[what].next,
  }),
  'missing-type-import': ({ file, line, name, module }) => ({
    title: `${file}, line ${line} imports ${name} from ${module} as a value, but it is only a type.`,
    why: 'Node leaves types out before it runs a program, so at run time there is no such export.',
    next: `Write \`import { type ${name} } from '${module}'\`.`,
  }),
  'missing-extension': ({ file, line, specifier, found }) => ({
    title: `${file}, line ${line} imports '${specifier}', which needs its ending.`,
    why: 'Node looks for a file of exactly that name.',
    next: `Write \`'${found}'\`.`,
  }),
  'missing-module': ({ file, line, specifier }) => ({
    title: `${file}, line ${line} imports '${specifier}', and it was not found.`,
    why: 'The program did not start, so there is nothing to look at yet.',
    next: isRelative(specifier)
      ? 'Check the path: it starts from the folder of the file that imports it. If the file is gone, `npx learn-obs reset` lays out the starter again; it keeps a backup of what you have.'
      : `Check the spelling, or install it in the workspace: \`npm install ${packageOf(specifier)}\`. If it came with learn-obs, \`npx learn-obs doctor\` mends it.`,
  }),
  'missing-entry': ({ entry }) => ({
    title: `There is no file ${entry} in the lesson's folder.`,
    why: 'The lesson starts your program from there.',
    next: 'Put the file back, or let `npx learn-obs reset` lay out the starter again; it keeps a backup of what you have.',
  }),
  'never-listened': ({ program, port, waitedMs, openedInstead }) =>
    openedInstead === undefined
      ? {
          title: `${program} did not open port ${port} within ${seconds(waitedMs)}.`,
          why: 'Without an open port no request reaches it.',
          next: 'Make sure that it listens on `Number(process.env.PORT)`, and that nothing before that waits for ever.',
        }
      : {
          title: `${program} opened port ${openedInstead}, but was told to open ${port}.`,
          why: 'The port comes from the environment, so that several programs fit on one machine.',
          next: 'Listen on `Number(process.env.PORT)`.',
        },
  'never-ended': ({ program, waitedMs }) => ({
    title: `${program} was still running after ${seconds(waitedMs)}; it should do its work and end.`,
    why: 'What a program still holds back when it is stopped is lost, so we do not judge half of it.',
    next: 'Look for a timer, a server or a connection that is still open, or for a promise that never settles.',
  }),
  'ended-early': ({ program, code, signal, stderr, file, line }) => ({
    title: `${program} ended before its work was done (${ending(code, signal)})${place(file, line)}.`,
    why: stderr.trim() === '' ? 'It wrote nothing to stderr before that.' : `It said: ${stderr.trim()}`,
    next:
      code === 0
        ? 'It ended as if all was well: is the server started, and does nothing call `process.exit`?'
        : 'Start from the first error it printed. `npx learn-obs run` starts it just as the check does.',
  }),
  crashed: ({ program, during, message, file, line }) => ({
    title: `${program} crashed during ${during}${place(file, line)}: ${message}`,
    why: 'The rest of the plan had nobody to talk to, so we stopped there.',
    next:
      file === undefined ? 'Look for that message in the stderr of the program.' : `Look at ${file}${atLine(line)}.`,
  }),
  'port-taken': ({ program, port }) => ({
    title: `${program} could not open port ${port}: another program has it.`,
    why: 'We choose a free port for each attempt. This one was taken in between, or your program opens it twice.',
    next: 'Check once more. If it happens again, look for a second `listen()` in your code.',
  }),
  'ignored-sigterm': ({ program, waitedMs }) => ({
    title: `${program} did not end within ${seconds(waitedMs)} after SIGTERM.`,
    why: 'We had to kill it, and what it had not written by then is lost.',
    next: "On SIGTERM close the server (and what else is open) and let the program end: `process.on('SIGTERM', …)`.",
  }),
  'output-too-large': ({ program, stream, limitBytes }) => ({
    title: `${program} wrote more than ${mebibytes(limitBytes)} to ${stream}.`,
    why: 'We keep that much of one attempt; what came after it was not seen.',
    next: 'Look for a line that is written in a loop, or for a very large value in a log line.',
  }),
  'folder-gone': ({ folder }) => ({
    title: `The folder ${folder} is not there any more.`,
    why: 'It was moved, renamed or removed while we looked at it.',
    next: 'Put it back, or let `npx learn-obs goto` lay it out again.',
  }),
  interrupted: ({ reason }) => ({
    title: `The attempt was stopped: ${reason}.`,
    why: 'It says nothing about your program, and it is not counted.',
    next: 'Save, or call `npx learn-obs verify`, to try again.',
  }),
  'checks-broken': ({ message }) => ({
    title: `Our checks broke: ${message.split('\n')[0]}`,
    why: 'This is a fault in learn-obs, not in your program. The attempt is not counted.',
    next: 'Check once more; if it stays, please report it, with what `npx learn-obs doctor` prints. Your work is safe.',
  }),
  'no-checks-ran': () => ({
    title: 'No check ran.',
    why: 'This is a fault in learn-obs, not in your program. Nothing passes unless something was checked.',
    next: 'Check once more; if it stays, please report it, with what `npx learn-obs doctor` prints. Your work is safe.',
  }),
};

// A problem that was read from a file is taken at its word: its args are what its code promises.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const wordsOf: ReadonlyMap<string, (args: Problem['args']) => Words> = new Map(Object.entries(table)) as never;

function unknownProblem(code: string): Words {
  return {
    title: `The attempt could not be judged, for a reason this version has no words for (${code}).`,
    why: 'It was probably written by another version of learn-obs. It says nothing about your program.',
    next: 'Check once more with this version: `npx learn-obs verify`.',
  };
}

const unsupported = {
  enum: {
    name: 'an enum',
    next: "Write a union of texts instead: `type Level = 'info' | 'warn'`; or an object: `const Level = { … } as const`.",
  },
  'parameter-property': {
    name: 'a parameter property (a constructor parameter with private, public or readonly)',
    next: 'Declare the field in the class, and set it in the constructor: `this.name = name`.',
  },
  namespace: {
    name: 'a namespace with code in it',
    next: 'Put its parts into a file of their own and export them.',
  },
  other: {
    name: 'TypeScript that has to be compiled',
    next: 'Say it in plain JavaScript with types. Your editor marks such places: the tsconfig.json sets `erasableSyntaxOnly`.',
  },
} as const;

function isRelative(specifier: string): boolean {
  return /^(\.{0,2}\/|#|file:)/.test(specifier);
}

/** `@scope/name/deep` -> `@scope/name`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function ending(code: number | null, signal: string | null): string {
  return signal === null ? `exit code ${code}` : `ended by ${signal}`;
}

function place(file: string | undefined, line: number | undefined): string {
  return file === undefined ? '' : ` at ${file}${atLine(line)}`;
}

function atLine(line: number | undefined): string {
  return line === undefined ? '' : `, line ${line}`;
}

function seconds(ms: number): string {
  return `${Number((ms / 1000).toPrecision(2))} s`;
}

function mebibytes(bytes: number): string {
  return `${Number((bytes / 1024 / 1024).toPrecision(2))} MiB`;
}
