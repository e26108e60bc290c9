import {
  createStatement,
  type InputFile,
  type Statement,
  subjectOf,
  VERDICTS,
  type VersionRef,
  worstVerdict,
} from "@airworthy/evidence";
import { hexOf } from "../fields.ts";
import { type Gate, gate, type Moved } from "../moves/moved.ts";
import { movedSlots } from "../slots/reassign.ts";
import { SLOTS } from "../slots/slots.ts";
import { type Experiment, slotsByArm } from "../state/experiment.ts";
import { headlineOf, reasonOf } from "./headline.ts";
import { EXPERIMENT_TYPE, type ExperimentPredicate, parseExperiment } from "./predicate.ts";

/** What the evidence says of the run that made it. */
export interface MoveRun {
  readonly inputs: readonly InputFile[];
  readonly tool: { readonly name: string; readonly version: string };
  readonly startedOn: string;
  readonly finishedOn: string;
}

const ALGORITHM = "sha256:";
/** Enough to tell packages apart at a glance. */
const SHORT_DIGITS = 12;

/**
 * The evidence of a move, on the packages of all arms. Throws a UserError where the parts contradict each other: no statement is made
 * that would not be read.
 */
export function stateExperiment(moved: Moved, run: MoveRun): Statement<ExperimentPredicate> {
  const { after } = moved;
  const findings: readonly Gate[] = moved.gates.length > 0 ? [...moved.gates] : [ownGate(moved)];
  const verdict = worstVerdict(findings.map((finding) => finding.verdict));
  const worst = findings.find((finding) => finding.verdict === verdict);
  const [control, other] = after.arms.map(({ digest }) => versionOf(digest));
  if (control === undefined || other === undefined) throw new RangeError("an experiment has two arms");
  const { name, number, revision, flag, metric, salt, namespace, ranges, holdout, floor } = after;
  const predicate: ExperimentPredicate = {
    verdict,
    reasonCode: reasonOf(moved, worst),
    headline: headlineOf(moved, worst),
    candidate: other,
    baseline: control,
    experiment: { name, number, revision, flag, metric, salt, namespace, ranges, holdout, floor },
    move: moved.move,
    effect: moved.effect,
    phase: { before: moved.before?.phase ?? null, after: phaseAfter(moved) },
    total: SLOTS,
    arms: armsOf(moved),
    moved: countMoved(moved),
    propensities: moved.effect === "refused" ? (moved.before?.allocations ?? []) : after.allocations,
    findings: findings.toSorted((a, b) => VERDICTS.indexOf(b.verdict) - VERDICTS.indexOf(a.verdict)),
    sampleRatio: moved.sampleRatio,
    balance: moved.balance,
    seed: after.seed,
    ...run,
    inputs: [...run.inputs],
    volatile: ["startedOn", "finishedOn"],
  };
  const statement = createStatement(subjectOf(other), EXPERIMENT_TYPE, predicate);
  const [, ...others] = [
    other,
    ...after.arms.map(({ digest }) => versionOf(digest)).filter(({ sha256 }) => sha256 !== other.sha256),
  ];
  statement.subject.push(...others.map(subjectOf));
  parseExperiment({ ...statement, predicate: { ...predicate } });
  return statement;
}

function ownGate({ move, effect }: Moved): Gate {
  return gate("move", "pass", effect, `${move} needs nothing`);
}

/** Where a move would have begun something and was refused, nothing is there. */
function phaseAfter({ effect, before, after }: Moved): ExperimentPredicate["phase"]["after"] {
  return effect === "refused" ? (before?.phase ?? null) : after.phase;
}

function armsOf(moved: Moved): ExperimentPredicate["arms"] {
  const { before, after, effect, best } = moved;
  const was = servedBy(before);
  const now = effect === "refused" ? was : servedBy(after);
  const dropped = (before?.arms ?? []).filter(
    ({ name }) => was.has(name) && after.arms.every((arm) => arm.name !== name),
  );
  return [...after.arms, ...dropped].map(({ name, digest }, index) => ({
    name,
    sha256: hexOf(digest),
    was: was.get(name) ?? 0,
    slots: now.get(name) ?? 0,
    best: best?.[index] ?? null,
  }));
}

function servedBy(experiment: Experiment | null): ReadonlyMap<string, number> {
  if (experiment?.phase !== "running") return new Map();
  const slots = slotsByArm(experiment);
  return new Map(experiment.arms.map(({ name }, index) => [name, slots[index] ?? 0]));
}

function countMoved({ before, after, effect }: Moved): number {
  if (effect !== "moved" || before?.phase !== "running" || after.phase !== "running") return 0;
  return movedSlots(before.runs, after.runs);
}

function versionOf(digest: string): VersionRef {
  const sha256 = hexOf(digest);
  return { name: `${ALGORITHM}${sha256.slice(0, SHORT_DIGITS)}`, version: null, sha256, digestOf: "package" };
}
