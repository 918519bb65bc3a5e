import { type Line, type Piece, piece, plain } from './line.ts';
import type { Role } from './palette.ts';

/** Code with its comments, strings and keywords set off a little. An unknown language stays plain. */
export function highlighted(code: string, language: string): Line[] {
  const rules = languages[language.trim().toLowerCase().split(/\s/u)[0] ?? ''];
  return code.split(/\r?\n/u).map((line) => (rules === undefined ? [plain(line)] : colouredLine(line, rules)));
}

/** What is set off, in the order in which it is tried; each group of the pattern is one role. */
interface Rules {
  readonly pattern: RegExp;
  readonly roles: readonly Role[];
}

function colouredLine(line: string, { pattern, roles }: Rules): Line {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of line.matchAll(pattern)) {
    const role = roles[match.slice(1).findIndex((group) => group !== undefined)] ?? 'plain';
    pieces.push(plain(line.slice(end, match.index)), piece(role, match[0]));
    end = match.index + match[0].length;
  }
  return [...pieces, plain(line.slice(end))];
}

const keywords =
  'as|async|await|break|case|catch|class|const|continue|default|delete|do|else|export|extends|finally|for|from|function|if|import|in|instanceof|interface|let|new|null|of|readonly|return|satisfies|switch|this|throw|true|false|try|type|typeof|undefined|using|while|yield';
const quoted = String.raw`"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?`;

const typescript: Rules = {
  pattern: new RegExp(
    String.raw`(//.*|/\*.*?(?:\*/|$)|^\s*\*.*)|(${quoted}|${'`'}[^${'`'}]*${'`'}?)|\b(${keywords})\b`,
    'gu',
  ),
  roles: ['dim', 'accent', 'strong'],
};

const json: Rules = {
  pattern: /("(?:[^"\\]|\\.)*"(?=\s*:))|("(?:[^"\\]|\\.)*"?)|\b(true|false|null)\b/gu,
  roles: ['accent', 'plain', 'strong'],
};

const prometheusText: Rules = {
  pattern: /(^#.*)|(^[a-zA-Z_:][\w:]*)|("(?:[^"\\]|\\.)*"?)/gu,
  roles: ['dim', 'strong', 'accent'],
};

const shell: Rules = {
  pattern: new RegExp(String.raw`((?:^|\s)#.*)|(^\s*\$(?=\s))|(${quoted})`, 'gu'),
  roles: ['dim', 'dim', 'accent'],
};

const languages: Readonly<Record<string, Rules | undefined>> = {
  ts: typescript,
  typescript,
  js: typescript,
  javascript: typescript,
  json,
  ndjson: json,
  promtext: prometheusText,
  prometheus: prometheusText,
  sh: shell,
  bash: shell,
  shell,
  console: shell,
};
