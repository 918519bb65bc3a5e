import type * as Checks from '../../../src/checks/index.ts';
import type * as SignalLines from '../../../src/cli/signal-lines.ts';
import type * as ReadSignals from '../../../src/telemetry/signals.ts';
import { built } from '../built.ts';
import { largeEvidence } from '../large-evidence.ts';
import { serve } from '../subject.ts';

/** Judges a large evidence as a usual check does, and draws all of it, as `npx learn-obs show` does. */
const { expectField, expectJsonLines, expectOneTree, expectRequestSpans, expectSpans, expectStdout, treesInTurn } =
  await built<typeof Checks>('checks/index');
const { readSignals } = await built<typeof ReadSignals>('telemetry/signals');
const { signalLines } = await built<typeof SignalLines>('cli/signal-lines');
const evidence = largeEvidence();

serve(async () => {
  const startedAt = performance.now();
  const run = readSignals(evidence).run();
  expectStdout(run, 'orders');
  expectJsonLines(run, run.logs);
  for (const log of run.logs) expectField(run, log, { names: ['time'] });
  const spans = expectSpans(run, 'orders', 'orders');
  expectRequestSpans(run, spans, run.requests);
  for (const { request, roots } of treesInTurn(spans, run.requests)) expectOneTree(run, request.name, roots);
  signalLines(evidence, undefined, undefined, { width: 80, colour: true });
  return performance.now() - startedAt;
});
