import { UserError } from '../../kernel/errors.ts';
import { loadCourse } from '../../runner/load-course.ts';
import { completionScript, type Shell } from '../completion-script.ts';
import type { Command } from '../command.ts';

export default {
  name: 'completion',
  summary: 'a script that lets your shell complete commands, options and lessons',
  arguments: { '<shell>': 'bash, zsh or fish' },
  run: async (call) => {
    const shell = call.argument(0) ?? '';
    if (shell !== 'bash' && shell !== 'zsh' && shell !== 'fish') throw new UserError('unknown-shell', { name: shell });
    const commands = await call.commands();
    const lessons = (await loadCourse(call.world.packageDir)).map(({ slug }) => slug);
    call.world.screen.write(completionScript(shell satisfies Shell, commands, lessons));
    return 0;
  },
} satisfies Command;
