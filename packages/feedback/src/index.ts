export { type Agreement, agree, type Dispute } from "./agreement/agree.ts";
export { type Cleaned, type Cleaning, cleanFeedback } from "./clean/clean-feedback.ts";
export { type Distinct, type DistinctRow, deduplicate } from "./clean/deduplicate.ts";
export { joinTombstones, type Removal, type Tombstone, tombstoneOf, withoutRemoved } from "./clean/remove.ts";
export { createScrubber, type Scrubber } from "./clean/scrub.ts";
export { asBehaviorCases, behaviorSuite, FEEDBACK_CAPABILITY, type FeedbackTest } from "./data-set/behavior-cases.ts";
export { type DataRow, type DataSet, MANIFEST_FILE, type Manifest, ROWS_FILE } from "./data-set/data-set.ts";
export {
  asTrainingRows,
  type Example,
  type ExampleSettings,
  type Examples,
  exampleName,
  examplesOf,
  LEFT_OUT,
  type LeftOut,
  splitExamples,
} from "./data-set/examples.ts";
export { type ExampleParts, joinExamples, parseTests, parseTraining } from "./data-set/kept-examples.ts";
export { feedbackRows, type NextDataSet, nextDataSet } from "./data-set/next-data-set.ts";
export { parseDataSet } from "./data-set/parse-data-set.ts";
export { FEEDBACK_TYPE, type FeedbackPredicate, parseFeedback } from "./evidence/predicate.ts";
export { type Feedback, type FeedbackRun, stateFeedback } from "./evidence/state-feedback.ts";
export {
  type ComparedTest,
  followCases,
  followTest,
  type Outcome,
  type Standing,
  standingsOf,
} from "./outcome/follow.ts";
export { type Week, weeksOf } from "./outcome/weeks.ts";
export { outcomeBlocks, outcomeNote } from "./report/outcome-note.ts";
export { reportFeedback } from "./report/report-feedback.ts";
export { isDenied, type Review, type Reviewed, reviewRows } from "./review/review-rows.ts";
export { caseOf, type ReviewRules, type Settled, settle, type Words, wordsOf } from "./review/settle.ts";
export { type FeedbackCommand, type FeedbackComment, readComment } from "./row/command.ts";
export { EXPORT_FIELDS, type ExportField, type ExportSettings, readExport } from "./row/export.ts";
export {
  FEEDBACK_KINDS,
  type FeedbackKind,
  type FeedbackRow,
  SOURCE_KINDS,
  type SourceKind,
} from "./row/feedback-row.ts";
export {
  collect,
  type Intake,
  joinIntakes,
  MOST_ROWS,
  type Read,
  type Refusal,
  type RefusalReason,
} from "./row/intake.ts";
export { type FeedbackIssue, hasForm, issueRowId, readIssue } from "./row/issue-form.ts";
export { countReactions, type Reaction, type ReactionCount, readReactions } from "./row/reaction.ts";
export type { RowSettings } from "./row/read-row.ts";
export { groupThemes, type Theme, type ThemeSettings, type Themes } from "./themes/group-themes.ts";
