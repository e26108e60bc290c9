import { expect, test } from "vitest";
import { ALL_GOOD, behaviorOf, FAILS_PRAISE } from "../evidence/example-evidence.ts";
import { GOOD, model, plan, plannedTest } from "../run/example-plan.ts";
import { headlineMetrics } from "./headline-metrics.ts";

const rate = (name: string, value: number) => ({ name, value, unit: "rate", better: "lower" });

test("the failure rate is over all cases, then over those of each capability", async () => {
  // Six texts that fail, and one triple that does not.
  expect(headlineMetrics(await behaviorOf({ candidate: FAILS_PRAISE, baseline: ALL_GOOD }))).toEqual([
    rate("failures in example", 6 / 7),
    rate("failures in example, vocabulary", 1),
    rate("failures in example, fairness", 0),
  ]);
});

test("a single capability says nothing more, and of many there are seven", async () => {
  const capabilities = (count: number) =>
    plan(
      ...Array.from({ length: count }, (_, at) =>
        plannedTest({ id: `t${at}`, capability: `c${at}` }, [{ inputs: ["x"] }]),
      ),
    );
  const names = async (count: number) => {
    const behavior = await behaviorOf({ candidate: ALL_GOOD, baseline: null }, { plan: capabilities(count) });
    return headlineMetrics(behavior).map(({ name }) => name);
  };
  expect(await names(1)).toEqual(["failures in example"]);
  const many = await names(20);
  expect(many).toHaveLength(8);
  expect(many.at(-1)).toBe("failures in example, c6");
});

test("slices do not count twice, and what was answered in part has no rate", async () => {
  const cases = ["x", "A y"].map((text, at) => ({ inputs: [text], slices: { site: `site ${at}` } }));
  const sliced = plan(plannedTest({ id: "t", slices: ["site"] }, cases));
  expect(headlineMetrics(await behaviorOf({ candidate: FAILS_PRAISE, baseline: null }, { plan: sliced }))).toEqual([
    rate("failures in example", 0.5),
  ]);
  const mute = model((input) => (input.includes("oven") ? { problem: "gone" } : GOOD));
  // The ovens are all of one capability.
  expect(headlineMetrics(await behaviorOf({ candidate: mute, baseline: ALL_GOOD }))).toEqual([
    rate("failures in example, fairness", 0),
  ]);
});
