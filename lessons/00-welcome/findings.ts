import { defineFindings } from '#checks';

export const findings = defineFindings({
  'several-lines': (seen: { count: number }) => ({
    title: `The program printed ${seen.count} lines; one was looked for.`,
    why: 'One event is one line. Whoever counts lines counts events.',
    next: 'Print the JSON object with one `console.log`, and take the other prints out.',
  }),
  'wrong-message': (seen: { expected: string; found: string }) => ({
    title: `\`msg\` is ${seen.found}; "${seen.expected}" was looked for.`,
    why: 'A message is what people search for. It has to be the same, to the letter, each time.',
    next: `Write \`msg: '${seen.expected}'\`.`,
  }),
  'name-hard-coded': (seen: { expected: string; found: string }) => ({
    title: `The plan called you ${seen.expected}, the line says ${seen.found}.`,
    why: 'What differs from one start to the next comes from outside: a name written into the program is wrong on the next shift.',
    next: "Read it from the environment: `process.env['ON_CALL']`.",
  }),
});
