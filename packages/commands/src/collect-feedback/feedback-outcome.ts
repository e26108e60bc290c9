import type { InputFile, VersionRef } from "@airworthy/evidence";
import { exampleName, groupThemes, reportFeedback, stateFeedback } from "@airworthy/feedback";
import {
  type Block,
  composeReport,
  formatCount,
  formatCounted,
  type ReportContext,
  type Text,
  type VerdictWords,
} from "@airworthy/report";
import { type Outcome, TOOL } from "@airworthy/runtime";
import type { FeedbackSection } from "../configuration/feedback-section.ts";
import type { Gathered } from "./gather.ts";
import type { FeedbackOutputs } from "./inputs.ts";
import type { MadeFeedback, NextFeedback } from "./next-feedback.ts";
import type { Followed } from "./reported-outcome.ts";

export type Effect = "unchanged" | "written" | "handed-over" | "proposed" | "declined";

/** Where what was made went. */
export interface Placed {
  readonly effect: Effect;
  readonly place: string;
}

/** What was collected, and when. */
export interface Collected {
  readonly section: FeedbackSection;
  readonly gathered: Gathered;
  readonly next: NextFeedback;
  readonly placed: Placed;
  readonly followed: Followed | null;
  /** The package that evidence is on, where one was named. */
  readonly candidate: VersionRef | null;
  readonly read: readonly InputFile[];
  readonly seed: number;
  readonly startedOn: string;
  readonly finishedOn: string;
}

const WORDS: VerdictWords = {
  pass: "Collected",
  warn: "Collected, to be looked at",
  inconclusive: "Nothing to go by",
  fail: "Reported cases are broken",
  error: "Not collected",
};
const CONTEXT: ReportContext = { tool: TOOL, commit: null, evidenceFiles: 1, words: WORDS };
const MOST_WAITING = 20;

/** What a run came to, with its evidence. */
export function outcomeOf(collected: Collected): Outcome<FeedbackOutputs> {
  const { section, gathered, next, placed, followed, seed, startedOn, finishedOn } = collected;
  const { cleaned, agreement, dataSet, examples, waiting } = next;
  const said = cleaned.distinct.rows.map(({ row }) => row);
  const isThere = dataSet.rows.length > 0 || dataSet.manifest.tombstones.length > 0 || dataSet.manifest.parent !== null;
  const counts = { tests: examples.tests.length, training: examples.training.length, waiting: waiting.length };
  const statement = stateFeedback(
    {
      candidate: followed?.candidate ?? collected.candidate ?? ofDataSet(section.model, next),
      baseline: followed?.baseline ?? null,
      intake: gathered.intake,
      cleaned,
      themes: groupThemes(said, { seed, count: section.themes ?? null }),
      agreement,
      dataSet: isThere ? { ...dataSet, ...counts } : null,
      outcome: followed === null ? null : { ...followed.outcome, mostBroken: section["max-broken"] },
    },
    { inputs: collected.read, tool: TOOL, seed, startedOn, finishedOn },
  );
  const { verdict, reasonCode, headline } = statement.predicate;
  const report = composeReport([reportFeedback(statement)], CONTEXT);
  return {
    verdict,
    reasonCode,
    headline,
    outputs: {
      ...outputsOf(next, placed),
      version: isThere ? String(dataSet.manifest.version) : "",
      waiting: String(waiting.length),
      disputed: String(agreement.disputes.length),
    },
    evidence: [{ name: "collect-feedback.json", statement }],
    summary: [
      ...report.blocks,
      ...(placed.effect === "declined" ? [{ kind: "paragraph", text: effectWords(placed) } as const] : []),
      ...waitingBlocks(next),
    ],
    annotations: [],
  };
}

/** What a run came to that only proposed what another gathered: that one has written the evidence. */
export function proposalOutcome(made: MadeFeedback, placed: Placed): Outcome<FeedbackOutputs> {
  const headline = effectWords(placed);
  return {
    verdict: "pass",
    reasonCode: placed.effect,
    headline,
    outputs: outputsOf(made, placed),
    evidence: [],
    summary: [{ kind: "paragraph", text: headline }],
    annotations: [],
  };
}

/** What became of a proposal; what people did not want is no failure. */
function effectWords({ effect, place }: Placed): string {
  if (effect === "proposed") return `Proposed in ${place}.`;
  if (effect !== "declined") return "All of it is there already.";
  const why = place === "" ? "the same was merged before, and taken back" : `${place} proposed the same and was closed`;
  return `Nothing is proposed: ${why}. Rows that change are proposed again.`;
}

function outputsOf({ dataSet, examples }: MadeFeedback, { effect, place }: Placed): Record<FeedbackOutputs, string> {
  return {
    effect,
    version: String(dataSet.manifest.version),
    rows: String(dataSet.rows.length),
    tests: String(examples.tests.length),
    training: String(examples.training.length),
    waiting: "",
    disputed: "",
    place,
  };
}

/** Where no version is examined, evidence is on the data. */
function ofDataSet(model: string, { dataSet }: NextFeedback): VersionRef {
  return { name: model, version: null, sha256: dataSet.sha256, digestOf: "input" };
}

/** The rows that a reviewer's word would make examples, and the word. */
function waitingBlocks({ waiting, dataSet }: NextFeedback): readonly Block[] {
  if (waiting.length === 0) return [];
  const byId = new Map(dataSet.manifest.provenance.map(({ id, source }) => [id, source]));
  const rows = waiting.slice(0, MOST_WAITING).map(({ id, kind }): readonly Text[] => {
    const source = byId.get(id);
    const { link = "" } = source ?? {};
    const place: Text = source?.kind === "export" ? link : { kind: "link", href: link, text: link };
    return [{ kind: "code", text: `/feedback ${exampleName(id)} ${kind}` }, place];
  });
  return [
    {
      kind: "fold",
      summary: `${formatCounted(waiting.length, "row")} wait for reviewers to agree`,
      blocks: [
        {
          kind: "table",
          columns: [
            { title: "what agrees, as a comment", align: "left" },
            { title: "where it was said", align: "left" },
          ],
          rows,
        },
        ...(waiting.length > rows.length
          ? [{ kind: "paragraph", text: `The first ${rows.length} of ${formatCount(waiting.length)}.` } as const]
          : []),
      ],
    },
  ];
}
