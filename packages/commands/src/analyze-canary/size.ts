import { type Expected, type StepSize, sizesOf } from "@airworthy/canary";
import { UserError } from "@airworthy/evidence";
import { type Block, formatCount, type Text } from "@airworthy/report";
import type { Outcome } from "@airworthy/runtime";
import { type CanaryOutputs, NO_OUTPUTS } from "./inputs.ts";
import { nameOf, type Opened, openRollout } from "./open-rollout.ts";
import { readExpected } from "./read-expected.ts";

/** How many units each margin needs at each step of the ramp, and whether the steps last long enough. */
export async function size(opened: Opened): Promise<Outcome<CanaryOutputs>> {
  const { inputs } = opened;
  const { state, canary, ramp: planned } = await openRollout(opened);
  if (canary.judge === "kayenta") {
    throw new UserError("size: Kayenta's rules have no margins, so that nobody can say how many units they need", {
      remedy: "Plan margins, and judge by them: see docs/kayenta.md on how a config becomes a plan.",
    });
  }
  const ramp = planned ?? state.ramp;
  const unitsPerHour = inputs["units-per-hour"];
  if (ramp === null) throw new UserError(`airworthy.yml has no plan of ${state.name} under "rollouts"`);
  if (unitsPerHour === undefined) {
    throw new UserError("units-per-hour is missing: how long a step takes depends on the traffic");
  }
  const expected = readExpected(inputs.expected ?? [], canary.plan);
  const sizes = sizesOf(canary.plan, { steps: [...ramp.steps] }, expected, unitsPerHour);
  const short = sizes.filter(({ suffices }) => suffices === false).length;
  const unknown = sizes.filter(({ hours }) => hours === null).length;
  return {
    verdict: short > 0 ? "warn" : unknown > 0 ? "inconclusive" : "pass",
    reasonCode: short > 0 ? "steps-too-short" : unknown > 0 ? "not-known" : "steps-long-enough",
    headline: headlineOf(sizes.length, short, unknown),
    outputs: { ...NO_OUTPUTS, rollout: nameOf(state) },
    evidence: [],
    summary: [tableOf(sizes, canary.plan.unit), ...missing(expected, sizes)],
    annotations: [],
  };
}

function headlineOf(all: number, short: number, unknown: number): string {
  if (short > 0) return `${short} of ${all} margins cannot be proven while their step lasts`;
  return unknown > 0
    ? `Of ${unknown} of ${all} margins nobody knows how long they take`
    : "Every step lasts long enough to prove every margin";
}

function tableOf(sizes: readonly StepSize[], unit: string): Block {
  return {
    kind: "table",
    columns: [
      { title: "Metric", align: "left" },
      { title: "Step", align: "right" },
      { title: `Candidate ${unit}`, align: "right" },
      { title: `Baseline ${unit}`, align: "right" },
      { title: "Hours", align: "right" },
      { title: "Step lasts long enough", align: "left" },
    ],
    rows: sizes.map(({ metric, position, units, hours, suffices }): readonly Text[] => [
      metric,
      String(position),
      units === null ? "–" : formatCount(units.candidate),
      units === null ? "–" : formatCount(units.baseline),
      hours === null ? "not known" : hours.toFixed(1),
      suffices === null ? "not known" : suffices ? "yes" : "no",
    ]),
  };
}

function missing(expected: ReadonlyMap<string, Expected>, sizes: readonly StepSize[]): Block[] {
  const names = [...new Set(sizes.map(({ metric }) => metric))].filter((name) => !expected.has(name));
  if (names.length === 0) return [];
  return [{ kind: "paragraph", text: `Nothing is expected of: ${names.join(", ")}. Say it by \`--expected\`.` }];
}
