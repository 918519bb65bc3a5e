import { UserError } from '../../kernel/errors.ts';
import { examine } from '../../runner/doctor.ts';
import { openSession } from '../../runner/session.ts';
import { doctorView } from '../../views/terminal/doctor.ts';
import type { Command } from '../command.ts';
import { lookOf, printLines } from '../print.ts';

export default {
  name: 'doctor',
  summary: 'look whether learn-obs has what it needs here, and say how to mend what is missing',
  run: async ({ world }) => {
    const session = await openSession(world).catch((error: unknown) => {
      if (error instanceof UserError && error.code === 'no-workspace') return undefined;
      throw error;
    });
    const diagnoses = await examine(world, session);
    printLines(world.screen, doctorView(diagnoses, lookOf(world.screen)));
    return diagnoses.every(({ state }) => state === 'ok') ? 0 : 1;
  },
} satisfies Command;
