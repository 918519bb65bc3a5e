import { Chalk } from 'chalk';

/** What a piece of a picture is for. Colour never stands alone: a symbol or a word says the same. */
export type Role =
  | 'plain'
  | 'strong'
  | 'dim'
  | 'accent'
  | 'passed'
  | 'failed'
  | 'unclear'
  | 'mark'
  | 'code'
  | 'emphasis'
  | 'link';

/** How a picture is drawn: columns to fill at most, and whether escape codes for colour are wanted. */
export interface Look {
  readonly width: number;
  readonly colour: boolean;
}

export type Palette = Readonly<Record<Role, (text: string) => string>>;

export function palette(colour: boolean): Palette {
  return colour ? coloured : uncoloured;
}

const coloured = paletteOf(1);
const uncoloured = paletteOf(0);

function paletteOf(level: 0 | 1): Palette {
  const chalk = new Chalk({ level });
  return {
    plain: (text) => text,
    strong: chalk.bold,
    dim: chalk.dim,
    accent: chalk.cyan,
    passed: chalk.green,
    failed: chalk.red,
    unclear: chalk.yellow,
    mark: chalk.yellow,
    code: chalk.cyan,
    emphasis: chalk.italic,
    link: chalk.underline,
  };
}
