import type { Command } from './command.ts';

export type Shell = 'bash' | 'zsh' | 'fish';

/** What a shell has to know of one command. */
interface Completion {
  readonly name: string;
  readonly summary: string;
  readonly words: readonly string[];
}

/** A script for the shell: source it, or put it where the shell looks for completions. */
export function completionScript(shell: Shell, commands: readonly Command[], lessons: readonly string[]): string {
  const completions = commands.map((command) => toCompletion(command, lessons));
  return { bash: bashScript, zsh: zshScript, fish: fishScript }[shell](completions);
}

function toCompletion(
  { name, summary, arguments: named = {}, options = {} }: Command,
  lessons: readonly string[],
): Completion {
  const flags = Object.keys(options).flatMap((flag) => flag.match(/--[\w-]+/g) ?? []);
  const takesLesson = Object.keys(named).some((argument) => argument.includes('lesson'));
  const words =
    name === 'completion' ? ['bash', 'zsh', 'fish'] : name === 'show' ? ['logs', 'metrics', 'traces', 'http'] : [];
  return { name, summary, words: [...words, ...flags, ...(takesLesson ? lessons : [])] };
}

function firstWords(completions: readonly Completion[]): string[] {
  return [...new Set(completions.map(({ name }) => name.split(' ')[0] ?? ''))];
}

function bashScript(completions: readonly Completion[]): string {
  const cases = completions.map(({ name, words }) => `    "${name}"*) words="${words.join(' ')}" ;;`);
  return `# learn-obs completion for bash: eval "$(learn-obs completion bash)"
_learn_obs() {
  local current="\${COMP_WORDS[COMP_CWORD]}" line="\${COMP_WORDS[*]:1:COMP_CWORD-1}" words
  case "$line" in
    "") words="${firstWords(completions).join(' ')}" ;;
    "author") words="check" ;;
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _learn_obs learn-obs
`;
}

function zshScript(completions: readonly Completion[]): string {
  const described = completions.map(({ name, summary }) => `    '${name.split(' ')[0]}:${escapeZsh(summary)}'`);
  const cases = completions.map(({ name, words }) => `    '${name}'*) compadd -- ${words.join(' ')} ;;`);
  return `#compdef learn-obs
# learn-obs completion for zsh: source <(learn-obs completion zsh)
_learn_obs() {
  local -a commands=(
${described.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  case "\${words[2,CURRENT-1]}" in
    'author') compadd -- check ;;
${cases.join('\n')}
  esac
}
compdef _learn_obs learn-obs
`;
}

function escapeZsh(text: string): string {
  return text.replaceAll(/['\\]/g, '').replaceAll(':', '\\:');
}

function fishScript(completions: readonly Completion[]): string {
  const first = firstWords(completions);
  const lines = completions.flatMap(({ name, summary, words }) => {
    const [word = '', second] = name.split(' ');
    const seen = second === undefined ? word : second;
    return [
      `complete -c learn-obs -f -n '__fish_use_subcommand' -a '${word}' -d '${summary.replaceAll("'", '')}'`,
      ...(second === undefined
        ? []
        : [`complete -c learn-obs -f -n '__fish_seen_subcommand_from ${word}' -a '${second}'`]),
      ...(words.length === 0
        ? []
        : [`complete -c learn-obs -f -n '__fish_seen_subcommand_from ${seen}' -a '${words.join(' ')}'`]),
    ];
  });
  return `# learn-obs completion for fish: learn-obs completion fish | source\n# commands: ${first.join(' ')}\n${lines.join('\n')}\n`;
}
