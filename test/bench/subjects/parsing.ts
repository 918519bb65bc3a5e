import { largeEvidence } from '../large-evidence.ts';
import { serve } from '../subject.ts';

/** The least that anybody does with a large evidence: JSON.parse of all that arrived. */
const [run] = largeEvidence().runs;
const lines = run?.programs[0]?.stdout.lines ?? [];
const bodies = run?.otlp.map(({ body }) => JSON.stringify(body)) ?? [];

serve(async () => {
  const startedAt = performance.now();
  for (const { text } of lines) JSON.parse(text);
  for (const body of bodies) JSON.parse(body);
  return performance.now() - startedAt;
});
