/** What hidden.check.ts and findings.ts files import as `#checks`. */
export { describeLesson, type LessonChecks } from './describe-lesson.ts';
export { commonFindings } from './explain.ts';
export { answerOf, expectAnswer, isText, type AnswerWish } from './expect-answers.ts';
export { expectExitCode } from './expect-exit.ts';
export { expectJsonLines } from './expect-json-lines.ts';
export { carriesValue, expectField, expectStdout, fieldOf, type FieldWish } from './expect-logs.ts';
export { expectFamily, expectScrape, type FamilyWish } from './expect-metrics.ts';
export {
  byStart,
  durationMs,
  msBetween,
  expectAttribute,
  expectFewNames,
  expectKind,
  expectOneTree,
  expectRequestSpans,
  expectSpans,
  expectWithinParents,
  rootOf,
  type AttributeWish,
} from './expect-traces.ts';
export { defineFindings, type Fail, type FindingTable, type Spot } from './finding.ts';
export { above, below, isOrphan, placeSpans, serviceOf, type PlacedSpan } from './placed-span.ts';
export {
  attributeSpot,
  exitSpot,
  logLinesSpot,
  logRecordSpot,
  logSpot,
  requestSpot,
  sampleSpot,
  scrapeSpot,
  spanSpot,
  stderrSpot,
  stubCallSpot,
} from './spot.ts';
export { hasAttributeValue, treesInTurn, treesTogether, type RequestTree } from './request-trees.ts';
export { callsTo, queriesIn, type Callee } from './span-roles.ts';
export { traceSpot, type TracePicture } from './trace-picture.ts';
export { counted, describeValue, kindOf } from './values.ts';
export type { RunSignals, Signals } from '../telemetry/signals.ts';
