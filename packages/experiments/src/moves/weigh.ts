import { UserError } from "@airworthy/evidence";
import { apportionAbove } from "../slots/apportion.ts";
import { SLOTS } from "../slots/slots.ts";
import { type SampleRatio, testSampleRatio } from "../split/sample-ratio.ts";
import { type Experiment, slotsByArm } from "../state/experiment.ts";
import type { PeriodResult } from "../weights/results.ts";
import { type BestArms, bestArms } from "../weights/thompson.ts";
import { exposureGates, type Known } from "./gates.ts";
import { type Gate, gate, type Moved, moveThrough } from "./moved.ts";
import { splitAnew } from "./split-anew.ts";

/**
 * Gives each arm the share of users that its probability to be the best is, but at least the floor. Only where units came to the arms
 * as planned, and enough of them. Throws a UserError where the plan names no metric.
 */
export function weigh(
  experiment: Experiment,
  results: readonly PeriodResult[],
  known: Known & { readonly now: string },
): Moved {
  const { sampleRatio, best, gates: found } = judgeResults(experiment, results);
  const gates = [...exposureGates(experiment.arms, known), ...found];
  const slots = best === null ? slotsByArm(experiment) : apportionAbove(best, SLOTS, experiment.floor);
  const isSame = slotsByArm(experiment).every((own, index) => own === slots[index]);
  const after = isSame ? experiment : splitAnew(experiment, { arms: experiment.arms, slots }, known.now);
  return moveThrough("weigh", { before: experiment, after }, gates, { sampleRatio, best });
}

/** What results say of the split, and of the arms. */
export function judgeResults(
  { metric }: Experiment,
  results: readonly PeriodResult[],
): {
  readonly sampleRatio: SampleRatio | null;
  readonly best: readonly number[] | null;
  readonly gates: readonly Gate[];
} {
  if (metric === null) {
    throw new UserError("the experiment has no metric to weigh its arms by", {
      remedy: "Name it in the plan before the experiment starts: metric: { name: …, better: higher }.",
    });
  }
  const sampleRatio = testSampleRatio(results);
  const found = bestArms(results, metric.better);
  return {
    sampleRatio,
    best: found.kind === "known" ? found.probabilities : null,
    gates: [splitGate(sampleRatio), metricGate(metric.name, found)],
  };
}

export function splitGate(ratio: SampleRatio | null): Gate {
  if (ratio === null) return gate("split", "inconclusive", "no-units", "no unit was counted yet");
  const p = ratio.p < 0.0001 ? "p < 0.0001" : `p = ${Number(ratio.p.toPrecision(2))}`;
  if (ratio.ok) return gate("split", "pass", "split-as-planned", `units came to the arms as planned (${p})`);
  const words = `units did not come to the arms as planned (${p}): no result can be relied on`;
  return gate("split", "fail", "split-not-as-planned", words);
}

function metricGate(name: string, found: BestArms): Gate {
  if (found.kind === "known") return gate("metric", "pass", "measured", `${name} was measured of every arm`);
  return gate("metric", "inconclusive", found.reasonCode, `${name}: ${found.why}`);
}
