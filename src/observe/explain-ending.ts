import { realpathSync } from 'node:fs';
import { problem } from '../course/problem.ts';
import type { Problem } from '../telemetry/evidence.ts';
import { explainLoadFailure, findTakenPort, findUncaught } from './explain-death.ts';
import type { Program } from './program.ts';
import { readSource } from './source-files.ts';
import type { Stage } from './stage.ts';

/**
 * Why a program that ended by itself keeps the attempt from being judged; undefined when its ending is evidence:
 * a one-shot program that is done, or one that the plan lets end. What never ran is a problem in any case.
 */
export function explainEnding(stage: Stage, program: Program): Problem | undefined {
  const { name, exit } = program;
  const stderr = program.stderrTail;
  const plan = stage.plan.programs[name];
  const lessonDir = realPath(stage.lessonDir);
  const failure = explainLoadFailure(stderr, lessonDir, readSource);
  if (failure !== undefined) return failure;
  if (stage.run.mayEnd === true || exit === undefined) return undefined;

  const takenPort = findTakenPort(stderr);
  if (takenPort !== undefined) return problem('port-taken', { program: name, port: takenPort });
  const uncaught = findUncaught(stderr, lessonDir);
  const spot = uncaught?.file === undefined ? {} : { file: uncaught.file, line: uncaught.line ?? 1 };
  if (plan?.listens !== false && program.readyAtMs === undefined) {
    return problem('ended-early', { program: name, code: exit.code, signal: exit.signal, stderr, ...spot });
  }
  // A program that does its work and ends says by its exit code how it went: that is for the checks.
  if (plan?.listens === false && exit.signal === null && (exit.code === 0 || uncaught === undefined)) return undefined;
  const ending = exit.signal === null ? `it ended with exit code ${exit.code}` : `it was ended by ${exit.signal}`;
  const message = uncaught?.message ?? ending;
  return problem('crashed', { program: name, during: whatItDid(stage, name), message, ...spot });
}

function whatItDid(stage: Stage, program: string): string {
  const last = stage.requests.findLast((request) => request.program === program);
  return last === undefined ? 'its work' : `${last.method} ${last.path}`;
}

/** Node names files without symbolic links. The folder may be gone by now. */
function realPath(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
