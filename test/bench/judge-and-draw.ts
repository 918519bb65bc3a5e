import { inAll, type Row, timesOf } from './row.ts';
import { sideBySide, type Subject } from './samples.ts';
import { openSubject } from './subject.ts';

/** The first time in a process, as in a command: nothing is warm. */
export const judgeAndDraw: Row = {
  name: 'judging and drawing 10,000 log lines and 2,000 spans',
  measure: async () => {
    const { ours, parsing } = await sideBySide(
      { parsing: inNewProcess('parsing'), ours: inNewProcess('judging') },
      { counted: 12, warmUp: 1 },
    );
    return {
      ours,
      against: [inAll('in all', ours, 100), timesOf('JSON.parse of the same', ours, parsing)],
    };
  },
};

function inNewProcess(name: string): Subject {
  return async () => {
    await using subject = await openSubject(name);
    return await subject.once();
  };
}
