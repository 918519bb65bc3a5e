import { defineFindings } from '#checks';

export const findings = defineFindings({
  'several-lines': (seen: { count: number }) => ({
    title: `The program printed ${seen.count} lines; one was looked for.`,
    why: 'One event is one line. Whoever counts lines counts events.',
    next: 'Print the JSON object with one `console.log`, and take the other prints out.',
  }),
  'wrong-message': (seen: { expected: string; found: string }) => ({
    title: `\`msg\` is ${seen.found}; "${seen.expected}" was looked for.`,
    why: 'A message is what people search for, so it is the same each time, to the letter. What varies has a field of its own.',
    next: `Write \`msg: '${seen.expected}'\`.`,
  }),
  'name-hard-coded': (seen: { expected: string; found: string }) => ({
    title: `ON_CALL was ${seen.expected}; the line says ${seen.found}.`,
    why: 'What differs from one start to the next comes from outside. A name written into the program is wrong on the next shift.',
    next: 'What is handed over from outside stands in `process.env`. Look up there what ON_CALL holds, and put that into `name`.',
  }),
  'name-missing': (seen: { expected: string }) => ({
    title: `ON_CALL was ${seen.expected}; the line has no \`name\`.`,
    why: 'JSON.stringify leaves out a field whose value is undefined. It does so in silence: nothing fails, and the name is gone.',
    next: 'Look at the spelling of the variable, `ON_CALL`, and at what the name is when the line is printed.',
  }),
  'name-elsewhere': (seen: { expected: string; field: string }) => ({
    title: `${seen.expected} is in the field \`${seen.field}\`; the field \`name\` was looked for.`,
    why: 'The value is right, but whoever searches by `name` passes over this line.',
    next: 'Call the field `name`.',
  }),
});
