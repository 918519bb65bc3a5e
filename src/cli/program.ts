import { Command as Commander, CommanderError } from 'commander';
import { UserError } from '../kernel/errors.ts';
import type { World } from '../kernel/world.ts';
import type { Call, Command } from './command.ts';
import { helpItem } from './help-item.ts';

/** Every command, in the order of `--help`. Only the one that is called is loaded. */
const loaders: Readonly<Record<string, () => Promise<{ default: Command }>>> = {
  start: () => import('./commands/start.ts'),
  watch: () => import('./commands/watch.ts'),
  verify: () => import('./commands/verify.ts'),
  run: () => import('./commands/run.ts'),
  show: () => import('./commands/show.ts'),
  checks: () => import('./commands/checks.ts'),
  read: () => import('./commands/read.ts'),
  hint: () => import('./commands/hint.ts'),
  next: () => import('./commands/next.ts'),
  goto: () => import('./commands/goto.ts'),
  skip: () => import('./commands/skip.ts'),
  list: () => import('./commands/list.ts'),
  status: () => import('./commands/status.ts'),
  reset: () => import('./commands/reset.ts'),
  undo: () => import('./commands/undo.ts'),
  solution: () => import('./commands/solution.ts'),
  doctor: () => import('./commands/doctor.ts'),
  'author check': () => import('./commands/author-check.ts'),
  completion: () => import('./commands/completion.ts'),
};

/**
 * Runs one command line.
 * @param argv without Node and the script
 * @returns the exit code
 * @throws UserError for wrong usage and for what the person can mend
 */
export async function runProgram(world: World, version: string, argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  const program = new Commander('learn-obs')
    .description('A hands-on course in observability that runs in your terminal')
    .version(version, '-V, --version')
    .option('--no-color', 'no colours')
    .option('--debug', 'write what learn-obs does to .learn-obs/debug.log')
    .configureOutput({
      writeOut: (text) => world.screen.write(text),
      // Help for a command without a subcommand comes here; words for errors are ours.
      writeErr: () => undefined,
      getOutHelpWidth: () => world.screen.width(),
      getOutHasColors: () => world.screen.colour,
    })
    .configureHelp({ formatItem: helpItem, minWidthToWrap: leastHelpColumns })
    .showSuggestionAfterError(true)
    .exitOverride();
  for (const command of await commandsFor(argv)) {
    addCommand(program, command, async (call) => {
      const { instruments, nodeVersion: node, platform } = world;
      instruments.log('info', 'command began', { command: command.name, version, node, platform });
      exitCode = await command.run({ world, commands: () => loadCommands(Object.values(loaders)), ...call });
    });
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    if (thrown.exitCode === 0) return 0;
    if (thrown.code === 'commander.help') {
      const group = program.commands.find((made) => made.name() === argv[0]);
      world.screen.write((group ?? program).helpInformation());
      return 0;
    }
    throw new UserError('wrong-usage', { message: thrown.message.replace(/^error: /, '') });
  }
  return exitCode;
}

/** Commands of two words, by their first. */
const groups: Readonly<Record<string, string>> = { author: 'for those who write lessons' };

/** Even there the sentences of a help page are wrapped. */
const leastHelpColumns = 20;

/** The one that is called, or all of them for help and for names that do not exist. */
async function commandsFor(argv: readonly string[]): Promise<readonly Command[]> {
  const words = argv.filter((word) => !word.startsWith('-'));
  const called = [words.slice(0, 2).join(' '), words[0] ?? ''].find((name) => Object.hasOwn(loaders, name));
  if (called !== undefined) return loadCommands([loaders[called]!]);
  if (argv.includes('--version') || argv.includes('-V')) return [];
  return loadCommands(Object.values(loaders));
}

async function loadCommands(wanted: readonly (() => Promise<{ default: Command }>)[]): Promise<readonly Command[]> {
  return (await Promise.all(wanted.map((load) => load()))).map((module) => module.default);
}

function addCommand(
  program: Commander,
  command: Command,
  action: (call: Omit<Call, 'world' | 'commands'>) => Promise<void>,
): void {
  const words = command.name.split(' ');
  const last = words.pop() ?? '';
  const parent = words.reduce(
    (above, word) =>
      above.commands.find((made) => made.name() === word) ?? above.command(word).description(groups[word] ?? ''),
    program,
  );
  const made = parent.command(last).description(command.summary);
  for (const [name, description] of Object.entries(command.arguments ?? {})) made.argument(name, description);
  for (const [flags, description] of Object.entries(command.options ?? {})) made.option(flags, description);
  made.action(async (...given: unknown[]) => {
    const values = made.opts<Record<string, unknown>>();
    const positional = given.slice(0, -2);
    const rest = positional.flat().filter((value) => typeof value === 'string');
    await action({
      rest,
      argument: (index) => rest[index],
      has: (option) => values[option] === true,
      option: (option) => (typeof values[option] === 'string' ? values[option] : undefined),
    });
  });
}
