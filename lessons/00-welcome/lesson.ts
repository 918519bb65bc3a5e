import { defineLesson, type Random } from '#course';

export default defineLesson({
  slug: 'welcome',
  title: 'Welcome: the loop',
  chapter: 'Say it in JSON',
  minutes: 3,
  promise: 'change a program, save it, read the verdict and move on',
  checks: {
    'one-line': 'The program prints exactly one line on stdout, ended by a line break, and it is a JSON object.',
    message: 'Its `msg` is "on call".',
    name: 'Its `name` is the name that the environment variable ON_CALL holds, whoever that is this time.',
    'exit-code': 'The program ends with exit code 0.',
  },
  plan: (random) => ({
    programs: { welcome: { entry: 'src/welcome.ts', listens: false } },
    runs: [{ name: 'one start', env: { ON_CALL: nameOf(random) }, steps: [] }],
  }),
});

/** A real name has more than letters: glued into JSON by hand, each of these breaks it. */
function nameOf(random: Random): string {
  return `${random.pick(firstNames)} "${random.word(random.pick(nicknames))}" ${random.pick(lastNames)}`;
}

const nicknames = ['Ace', 'Bee', 'Duke', 'Kit', 'Nana', 'Sky'] as const;

const lastNames = ["D'Souza", "N'Diaye", "O'Brien", "O'Neill", "M'Bala", "D'Angelo"] as const;

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
