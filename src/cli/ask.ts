import { UserError } from '../kernel/errors.ts';
import type { Call } from './command.ts';

/**
 * A yes-or-no question; return alone means `usual`. `--yes` answers it; ctrl-c is a no.
 * @throws {UserError} needs-answer, without a terminal
 */
export async function isAgreed({ world, has }: Call, question: string, usual = false): Promise<boolean> {
  if (has('yes')) return true;
  if (!world.screen.isTerminal) throw new UserError('needs-answer', { question, argument: '--yes' });
  const { confirm } = await import('@inquirer/prompts');
  return orLeft(confirm({ message: question, default: usual }), false);
}

/** One of many, by typing a part of its name; undefined when the person left the question. */
export async function choose(
  question: string,
  search: (typed: string) => readonly { readonly name: string; readonly value: string }[],
): Promise<string | undefined> {
  const prompts = await import('@inquirer/prompts');
  const answer = prompts.search({ message: question, pageSize: 12, source: (typed) => [...search(typed ?? '')] });
  return orLeft<string | undefined>(answer, undefined);
}

async function orLeft<T>(answer: Promise<T>, left: T): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError') return left;
    throw error;
  }
}
