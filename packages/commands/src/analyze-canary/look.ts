import { type Analysis, type CanaryPredicate, createCanary, reportCanary } from "@airworthy/canary";
import { formatStatement, type Statement, sha256, UserError, worstVerdict } from "@airworthy/evidence";
import { composeReport, type ReportContext } from "@airworthy/report";
import { isUnderway, type RolloutState, rolloutId, type Underway } from "@airworthy/rollout";
import { type EvidenceFile, type Outcome, TOOL } from "@airworthy/runtime";
import { actorOf } from "../manage-rollout/actor-of.ts";
import type { Made } from "../manage-rollout/make-move.ts";
import { analysisOf } from "../manage-rollout/read-analysis.ts";
import { outcomeOf } from "../manage-rollout/rollout-outcome.ts";
import { act, type Wanted } from "./act.ts";
import { type CanaryOutputs, NO_OUTPUTS } from "./inputs.ts";
import { makeLook } from "./make-look.ts";
import { nextStep } from "./next-step.ts";
import { nameOf, type Opened, openRollout } from "./open-rollout.ts";
import { previousLook } from "./previous-look.ts";
import { stepToLookAt } from "./step.ts";
import { BY_LOOK } from "./timeline.ts";

const CONTEXT: ReportContext = { tool: TOOL, commit: null, evidenceFiles: 1 };

/** Looks at the step that is going on, says what it comes to, and with `act` moves the rollout by it. */
export async function look(opened: Opened): Promise<Outcome<CanaryOutputs>> {
  const { inputs, ports } = opened;
  const startedOn = ports.now().toISOString();
  const { state, log, canary } = await openRollout(opened);
  if (!isUnderway(state)) return nothingToLookAt(state);
  const step = stepToLookAt(state, log);
  if (step === null) return goOnByTime(state, opened, startedOn);
  const previous = await previousLook(inputs, state, ports);
  const analysis = await ports.log.group(`Look at ${rolloutId(state)}`, () =>
    makeLook(canary, { now: startedOn, state, step, log, previous }, ports),
  );
  const statement = createCanary(analysis, {
    inputs: canary.files,
    tool: TOOL,
    seed: null,
    startedOn,
    finishedOn: ports.now().toISOString(),
  });
  const evidence = { name: `analyze-canary.${rolloutId(state)}.json`, statement };
  const wanted = { decision: analysis.decision, why: analysis.why, state, analysis: factOf(evidence) };
  return withMove(outcomeOfLook(statement, analysis, evidence), wanted, opened, startedOn);
}

function outcomeOfLook(
  statement: Statement<CanaryPredicate>,
  { decision, why, rollout, ramp, exposure }: Analysis,
  evidence: EvidenceFile,
): Outcome<CanaryOutputs> {
  const { verdict, reasonCode, headline } = statement.predicate;
  return {
    verdict,
    reasonCode,
    headline,
    outputs: {
      ...NO_OUTPUTS,
      decision,
      why,
      rollout: rollout.id,
      step: String(ramp.position),
      to: decision === "advance" ? nextStep(ramp.steps, ramp.position) : "",
      share: String(exposure.share),
    },
    evidence: [evidence],
    summary: composeReport([reportCanary(statement)], CONTEXT).blocks,
    annotations: [],
  };
}

/** Adds what the move came to. A look whose move fails is told all the same. */
async function withMove(
  outcome: Outcome<CanaryOutputs>,
  wanted: Wanted,
  { inputs, place, remote, event, ports }: Opened,
  startedOn: string,
): Promise<Outcome<CanaryOutputs>> {
  if (!inputs.act) return outcome;
  const warnings: string[] = [];
  const by = { ...actorOf(event, ports.env), via: BY_LOOK };
  const warn = (line: string) => void warnings.push(line);
  try {
    const made = await act(wanted, { inputs, place, remote, by, ports, warn });
    return made === null ? outcome : both(outcome, moveOf(made, warnings, place.isProposal, startedOn, ports.now()));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const message =
      `The look says ${wanted.decision}, which could not be done: ${error.message} ${error.remedy ?? ""}`.trim();
    return {
      ...outcome,
      verdict: "error",
      reasonCode: "not-moved",
      headline: message,
      annotations: [...outcome.annotations, { level: "error", message }],
    };
  }
}

function moveOf(made: Made, warnings: readonly string[], isProposal: boolean, startedOn: string, now: Date) {
  return outcomeOf(made, {
    isProposal,
    warnings: [...new Set(warnings)],
    startedOn,
    finishedOn: now.toISOString(),
  });
}

function both(outcome: Outcome<CanaryOutputs>, move: ReturnType<typeof outcomeOf>): Outcome<CanaryOutputs> {
  return {
    verdict: worstVerdict([outcome.verdict, move.verdict]),
    reasonCode: outcome.reasonCode,
    headline: `${outcome.headline.replace(/\.$/, "")}. ${move.headline}`,
    outputs: { ...outcome.outputs, effect: move.outputs.effect },
    evidence: [...outcome.evidence, ...move.evidence],
    summary: [...outcome.summary, ...move.summary],
    annotations: [...outcome.annotations, ...move.annotations],
  };
}

/** Of the bytes that the evidence file will have. */
function factOf({ name, statement }: EvidenceFile & { readonly statement: Statement<CanaryPredicate> }) {
  return analysisOf(statement.predicate, { name, sha256: sha256(formatStatement(statement)) });
}

function nothingToLookAt(state: RolloutState): Outcome<CanaryOutputs> {
  return {
    verdict: "pass",
    reasonCode: state.phase,
    headline: `Nothing to look at: ${nameOf(state)} is ${state.phase}`,
    outputs: { ...NO_OUTPUTS, rollout: nameOf(state) },
    evidence: [],
    summary: [],
    annotations: [],
  };
}

/** All of a segment has the candidate: there is nobody to compare with, and no evidence of anything. Somebody may hold it. */
function goOnByTime(state: Underway, opened: Opened, startedOn: string): Promise<Outcome<CanaryOutputs>> {
  const segment = state.ramp.steps[state.step - 1]?.segment ?? "";
  const isHeld = state.phase === "held";
  const decision = isHeld ? "hold" : "advance";
  const why = `all of ${segment} has the candidate: ${isHeld ? "somebody holds it" : "the step goes on by time"}`;
  const outcome: Outcome<CanaryOutputs> = {
    verdict: isHeld ? "inconclusive" : "warn",
    reasonCode: isHeld ? "held" : "nobody-to-compare",
    headline: `Nothing was compared: ${why}`,
    outputs: {
      ...NO_OUTPUTS,
      decision,
      why,
      rollout: rolloutId(state),
      step: String(state.step),
      to: isHeld ? "" : nextStep(state.ramp.steps, state.step),
      share: "1",
    },
    evidence: [],
    summary: [],
    annotations: [],
  };
  return withMove(outcome, { decision, why, state, analysis: null }, opened, startedOn);
}
