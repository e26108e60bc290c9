import {
  createStatement,
  type InputFile,
  type Statement,
  subjectOf,
  type VersionRef,
  worstVerdict,
} from "@airworthy/evidence";
import type { Agreement } from "../agreement/agree.ts";
import type { Cleaned } from "../clean/clean-feedback.ts";
import type { DataSet } from "../data-set/data-set.ts";
import type { Outcome } from "../outcome/follow.ts";
import { weeksOf } from "../outcome/weeks.ts";
import type { FeedbackRow } from "../row/feedback-row.ts";
import type { Intake } from "../row/intake.ts";
import { countReactions } from "../row/reaction.ts";
import type { Themes } from "../themes/group-themes.ts";
import { judgeFeedback } from "./judge.ts";
import { FEEDBACK_TYPE, type FeedbackPredicate, MOST_DISPUTES, MOST_REACTIONS, parseFeedback } from "./predicate.ts";

/** All that a run came to. */
export interface Feedback {
  readonly candidate: VersionRef;
  /** The version before; null where nothing is followed. */
  readonly baseline: VersionRef | null;
  readonly intake: Intake;
  readonly cleaned: Cleaned;
  readonly themes: Themes;
  readonly agreement: Agreement;
  readonly dataSet:
    | (Pick<DataSet, "manifest" | "sha256"> & {
        readonly tests: number;
        readonly training: number;
        readonly waiting: number;
      })
    | null;
  /** With how many may be broken. */
  readonly outcome: (Outcome & { readonly mostBroken: number }) | null;
}

/** What the evidence says of the run that made it. */
export interface FeedbackRun {
  readonly inputs: readonly InputFile[];
  readonly tool: { readonly name: string; readonly version: string };
  readonly seed: number;
  readonly startedOn: string;
  readonly finishedOn: string;
}

/** The evidence of what people say. Throws a UserError where the parts contradict each other: no statement is made that would not be read. */
export function stateFeedback(feedback: Feedback, run: FeedbackRun): Statement<FeedbackPredicate> {
  const { candidate, baseline, intake, cleaned, themes, agreement, dataSet, outcome } = feedback;
  const figures = {
    collected: collectedOf(intake, cleaned),
    agreement: {
      ...agreement,
      disputed: agreement.disputes.length,
      disputes: agreement.disputes.slice(0, MOST_DISPUTES),
    },
    outcome:
      outcome === null ? null : { ...outcome, ids: { fixed: [...outcome.ids.fixed], broken: [...outcome.ids.broken] } },
  };
  const findings = [...judgeFeedback(figures)];
  const verdict = worstVerdict(findings.map((finding) => finding.verdict));
  const worst = findings.find((finding) => finding.verdict === verdict);
  const first = findings[0];
  const predicate: FeedbackPredicate = {
    verdict,
    reasonCode: (verdict === "pass" ? first : worst)?.reasonCode ?? "nothing-said",
    headline: sentence((verdict === "pass" ? first : worst)?.headline ?? ""),
    candidate,
    baseline,
    findings,
    collected: figures.collected,
    weeks: weeksOf(cleaned.rows).map(({ monday, counts }) => ({ monday, counts: { ...counts } })),
    reactions: countReactions(cleaned.rows)
      .slice(0, MOST_REACTIONS)
      .map((count) => ({ ...count })),
    themes: {
      ...themes,
      themes: themes.themes.map(({ terms, size, kinds, examples }) => ({
        terms: [...terms],
        size,
        kinds: { ...kinds },
        examples: [...examples],
      })),
    },
    agreement: figures.agreement,
    dataSet: dataSet === null ? null : dataSetOf(dataSet),
    outcome: figures.outcome,
    ...run,
    inputs: [...run.inputs],
    volatile: ["startedOn", "finishedOn"],
  };
  const statement = createStatement(subjectOf(candidate), FEEDBACK_TYPE, predicate);
  parseFeedback({ ...statement, predicate: { ...predicate } });
  return statement;
}

function collectedOf(
  intake: Intake,
  { rows, distinct, removed, replaced, scrubbed }: Cleaned,
): FeedbackPredicate["collected"] {
  const count = (is: (row: FeedbackRow) => boolean) => rows.reduce((sum, row) => sum + Number(is(row)), 0);
  const ofSource = (kind: FeedbackRow["source"]["kind"]) => count(({ source }) => source.kind === kind);
  const ofKind = (kind: FeedbackRow["kind"]) => count((row) => row.kind === kind);
  return {
    rows: rows.length,
    sources: {
      issue: ofSource("issue"),
      comment: ofSource("comment"),
      reaction: ofSource("reaction"),
      export: ofSource("export"),
    },
    kinds: { wrong: ofKind("wrong"), right: ofKind("right"), comment: ofKind("comment") },
    consent: {
      given: count(({ consent }) => consent === true),
      refused: count(({ consent }) => consent === false),
      unknown: count(({ consent }) => consent === null),
    },
    refusals: intake.refusals.map(({ reason, count: refused, first }) => ({
      reason,
      count: refused,
      first: [...first],
    })),
    cut: intake.cut,
    removed,
    replaced,
    exact: distinct.exact,
    near: distinct.near,
    scrubbed: scrubbed.map((found) => ({ ...found })),
  };
}

function dataSetOf({
  manifest,
  sha256,
  tests,
  training,
  waiting,
}: NonNullable<Feedback["dataSet"]>): FeedbackPredicate["dataSet"] {
  const { version, parent, rows } = manifest;
  return { version, parent: parent?.version ?? null, sha256, rows: rows.count, tests, training, waiting };
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
