import { type Block, composeReport, type ReportContext, type VerdictWords } from "@airworthy/report";
import {
  createRollout,
  isUnderway,
  type RolloutState,
  reportRollout,
  rolloutId,
  shareOfEverybody,
  standingOf,
} from "@airworthy/rollout";
import { type Outcome, TOOL } from "@airworthy/runtime";
import type { Made } from "./make-move.ts";

const WORDS: VerdictWords = {
  pass: "Done",
  warn: "Done, with care",
  inconclusive: "Not yet",
  fail: "Refused",
  error: "Not done",
};
const CONTEXT: ReportContext = { tool: TOOL, commit: null, evidenceFiles: 1, words: WORDS };
const SHORT_DIGITS = 12;

export const MOVE_OUTPUTS = {
  rollout: "The rollout's identity, such as ranker-2.",
  effect: "moved, proposed, unchanged, refused, or looked where the move only looks.",
  phase: "idle, running, held, rolled-back or complete.",
  step: "The step that is going on, from 1; empty without a candidate.",
  share: "The share of everybody who gets the candidate, from 0 to 1.",
  candidate: "The candidate's digest; empty without one.",
  stable: "The digest that all others get; empty before the first start.",
  place: "The commit, or the pull request's address; of files the SHA-256 of what was written.",
};

export type RolloutOutputs = keyof typeof MOVE_OUTPUTS;

export interface Circumstances {
  /** Whether the move counts only once its pull request is merged. */
  readonly isProposal: boolean;
  readonly warnings: readonly string[];
  readonly startedOn: string;
  readonly finishedOn: string;
}

/** What a move came to, with its evidence; a move that is only proposed has none, since it may never be. */
export function outcomeOf({ situation, outcome, log, place }: Made, run: Circumstances): Outcome<RolloutOutputs> {
  const { startedOn, finishedOn, isProposal, warnings } = run;
  const statement = createRollout(situation, outcome, {
    inputs: inputsOf(situation),
    tool: TOOL,
    startedOn,
    finishedOn,
    log,
  });
  const { verdict, reasonCode, headline } = statement.predicate;
  const isProposed = isProposal && outcome.effect === "moved";
  const after = outcome.effect === "moved" ? outcome.state : situation.state;
  // By the number that the move has or would have had: a retry leaves the evidence of what was moved.
  const { state, request } = situation;
  const digits = statement.predicate.candidate.sha256.slice(0, SHORT_DIGITS);
  const name = `manage-rollout.${rolloutId(after)}.${state.revision + 1}.${request.move}.${digits}.json`;
  return {
    verdict: warnings.length > 0 && verdict === "pass" ? "warn" : verdict,
    reasonCode: isProposed ? "proposed" : reasonCode,
    headline: isProposed ? `Proposed in ${place}: ${headline}` : headline,
    outputs: { ...statusOf(after), effect: isProposed ? "proposed" : outcome.effect, place: place ?? "" },
    evidence: isProposed ? [] : [{ name, statement }],
    summary: [...warningBlocks(warnings), ...composeReport([reportRollout(statement)], CONTEXT).blocks],
    annotations: warnings.map((message) => ({ level: "warning", message })),
  };
}

/** Where a rollout stands, as outputs. */
export function statusOf(state: RolloutState): Omit<Record<RolloutOutputs, string>, "effect" | "place"> {
  const { phase, step, candidate, stable } = standingOf(state);
  return {
    rollout: state.number === 0 ? state.name : rolloutId(state),
    phase,
    step: step === null ? "" : String(step),
    share: String(isUnderway(state) ? shareOfEverybody(state) : 0),
    candidate: candidate ?? "",
    stable: stable ?? "",
  };
}

function inputsOf({ facts }: Made["situation"]) {
  const refs = [...(facts.clearance?.evidence ?? []), ...(facts.analysis === null ? [] : [facts.analysis.evidence])];
  return [...new Map(refs.map((ref) => [ref.sha256, ref])).values()];
}

function warningBlocks(warnings: readonly string[]): Block[] {
  return warnings.length === 0 ? [] : [{ kind: "alert", tone: "warning", lines: [...warnings] }];
}
