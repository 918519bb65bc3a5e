import { defineLesson } from '#course';

export default defineLesson({
  slug: 'welcome',
  title: 'Welcome: the loop',
  chapter: 'Say it in JSON',
  minutes: 3,
  promise: 'change a program, save it, read the verdict and move on',
  checks: {
    'one-line': 'The program prints exactly one line on stdout, and it is a JSON object.',
    message: 'Its `msg` is "on call".',
    name: 'Its `name` is the name that the environment variable ON_CALL holds, whoever that is this time.',
    'exit-code': 'The program ends with exit code 0.',
  },
  plan: (random) => ({
    programs: { welcome: { entry: 'src/welcome.ts', listens: false } },
    runs: [{ name: 'one start', env: { ON_CALL: random.word(random.pick(firstNames)) }, steps: [] }],
  }),
});

const firstNames = [
  'Ada',
  'Bela',
  'Chidi',
  'Dewi',
  'Emre',
  'Femi',
  'Goran',
  'Hana',
  'Ines',
  'Jun',
  'Kofi',
  'Lucía',
] as const;
