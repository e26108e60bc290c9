import {
  type Agreement,
  agree,
  type Cleaned,
  caseOf,
  cleanFeedback,
  type DataRow,
  type DataSet,
  type Example,
  type ExampleParts,
  examplesOf,
  type FeedbackRow,
  feedbackRows,
  isDenied,
  joinExamples,
  joinTombstones,
  nextDataSet,
  type ReviewRules,
  reviewRows,
  settle,
  splitExamples,
  tombstoneOf,
  type Words,
  wordsOf,
} from "@airworthy/feedback";
import type { SaltedHash } from "@airworthy/personal-data";
import type { FeedbackSection } from "../configuration/feedback-section.ts";
import type { FeedbackFiles } from "./files.ts";
import type { Gathered } from "./gather.ts";
import { removalsOf } from "./removals.ts";

/** A version of the data, and what is taught and tested with it. */
export interface MadeFeedback {
  readonly dataSet: DataSet;
  readonly examples: ExampleParts;
}

/** What a run makes of what was gathered and of what is there. */
export interface NextFeedback extends MadeFeedback {
  readonly cleaned: Cleaned;
  /** Its disputes are those that no reviewer settled. */
  readonly agreement: Agreement;
  readonly waiting: readonly DataRow[];
}

export interface Circumstances {
  readonly section: FeedbackSection;
  readonly hash: SaltedHash;
  readonly seed: number;
  rulesOf(rows: Cleaned["rows"]): Promise<ReviewRules>;
}

/** Cleans, weighs, and makes the next version of the data and its examples. Throws a UserError. */
export async function nextFeedback(
  { intake, removals, withdrawn }: Gathered,
  { dataSet: previous, examples: merged }: FeedbackFiles,
  { section, hash, seed, rulesOf }: Circumstances,
): Promise<NextFeedback> {
  const known = previous === null ? [] : feedbackRows(previous);
  const asked = removalsOf(removals, [...intake.rows, ...known]).map((removal) => tombstoneOf(removal, hash));
  const tombstones = joinTombstones(previous?.manifest.tombstones ?? [], asked);
  const cleaned = cleanFeedback(intake, { tombstones, hash, valueHash: null, seed });
  const dataSet = nextDataSet({ previous, rows: cleaned.rows, withdrawn, tombstones: asked, hash, seed });
  const named = cleaned.rows.map((row) => ({ ...row, caseId: row.kind === "comment" ? row.caseId : caseOf(row) }));
  const words = wordsOf(cleaned.rows, await rulesOf(cleaned.rows));
  const settled = settle(words, section.agree);
  const all = agree(named, seed);
  const agreement = { ...all, disputes: all.disputes.filter(({ caseId }) => !settled.has(caseId)) };
  const disputed = new Set(agreement.disputes.map(({ caseId }) => caseId));
  const kept = feedbackRows(dataSet);
  const reviewed = reviewRows(kept, { words, least: section.agree, disputed });
  const found = foundExamples(reviewed.rows, { section, seed });
  const examples = joinExamples(merged, found, mayStay(kept, words));
  const taught = new Set([...examples.tests, ...examples.training].map(({ id }) => id));
  const waiting = reviewed.waiting.filter(({ id }) => !taught.has(id));
  return { cleaned, agreement, dataSet, examples, waiting };
}

function foundExamples(
  rows: readonly DataRow[],
  { section, seed }: Pick<Circumstances, "section" | "seed">,
): ExampleParts {
  const named = rows.map((row) => ({ ...row, caseId: caseOf(row) }));
  const { examples } = examplesOf(named, { classes: section.classes ?? null, disputes: [] });
  return splitExamples(examples, { share: section["test-share"], seed });
}

/** What was merged stays as somebody left it, until its row is gone, or a reviewer says otherwise. Others may say what they like. */
function mayStay(rows: readonly FeedbackRow[], words: Words): (example: Example) => boolean {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return (example) => {
    const row = byId.get(example.id);
    return row !== undefined && !isDenied(example, row, words);
  };
}
