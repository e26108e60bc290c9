import { describe, expect, test } from "vitest";
import type { TallyRecord } from "../results/tally-record.ts";
import { model, plan, plannedTest } from "../run/example-plan.ts";
import { ALL_GOOD, behaviorOf, FAILS_PRAISE, statementOf } from "./example-evidence.ts";
import { parseBehavior } from "./predicate.ts";

describe("a shard", () => {
  test("decides nothing, however bad or good its part", async () => {
    const shard = { index: 2, of: 3 };
    for (const candidate of [ALL_GOOD, FAILS_PRAISE]) {
      const behavior = await behaviorOf({ candidate, baseline: null }, { shard });
      expect(behavior).toMatchObject({ result: "FAILED", verdict: "inconclusive", reasonCode: "one-of-3-shards" });
      expect(behavior.headline).toMatch(/^Shard 2 of 3, \d cases?: merge all shards for a verdict$/);
    }
  });

  test("is an error where a model broke", async () => {
    const candidate = model(() => ({ problem: "out of memory" }));
    const shards = await Promise.all(
      [1, 2].map((index) => behaviorOf({ candidate, baseline: null }, { shard: { index, of: 2 } })),
    );
    expect(shards.map(({ verdict, reasonCode }) => `${verdict} ${reasonCode}`)).toContain("error model-error");
  });

  test("cannot pass by another hand", async () => {
    const behavior = await behaviorOf({ candidate: ALL_GOOD, baseline: null }, { shard: { index: 1, of: 2 } });
    const findings = behavior.findings.map((finding) => ({ ...finding, verdict: "pass" as const }));
    const ids = findings.map(({ id }) => id);
    const lists = { result: "PASSED" as const, passedTests: ids, failedTests: [], warnedTests: [] };
    const forged = statementOf({ ...behavior, ...lists, verdict: "pass", findings });
    expect(() => parseBehavior(forged)).toThrow("must leave a shard's verdict open");
  });

  test("whose counts do not add up, or whose clusters are no buckets, is refused", async () => {
    const behavior = await behaviorOf({ candidate: ALL_GOOD, baseline: null }, { shard: { index: 1, of: 2 } });
    const forged = (change: (tally: TallyRecord) => void) => {
      const copy = structuredClone(behavior);
      for (const tally of copy.shard?.tallies ?? []) change(tally);
      return () => parseBehavior(statementOf(copy));
    };
    const buckets = (cluster: string) =>
      forged(({ whole }) => {
        whole.clusters = { folded: true, counts: [{ cluster, cases: 0, net: 0 }] };
      });
    const uneven = "must have counts that add up to its cases";
    expect(forged(({ whole }) => whole.cases++)).toThrow(uneven);
    for (const cluster of ["1000", "-1", "1.5", "", "x"]) expect(buckets(cluster)).toThrow("must number the buckets");
    expect(buckets("999")).not.toThrow();
  });

  // Each change would be a pass, or a number that no double holds, once it is merged.
  test.each<[string, (tally: TallyRecord) => void]>([
    ["hides cases without an answer", ({ whole }) => grow(whole, { candidate: "unanswered", change: "still-passing" })],
    ["hides failures", ({ whole }) => grow(whole, { candidate: "failed", change: "filtered" })],
    ["says nothing of the baseline", ({ whole }) => Object.assign(whole, { baseline: null })],
    [
      "has more cases than there can be",
      ({ whole }) => grow(whole, { candidate: "passed", change: "still-passing" }, 2e12),
    ],
    ["has clusters of other cases", ({ whole }) => whole.clusters.counts.push({ cluster: "z", cases: 1, net: 1 })],
    ["has ids of cases that it did not count", ({ whole }) => whole.newFailureIds.push("zz")],
    ["has passes of a test that asks once", ({ whole }) => Object.assign(whole, { passes: [0, 0, 1] })],
    ["has more predictions than originals", ({ predictions }) => predictions?.classes.push(["neutral", 9])],
    ["has no slices", (tally) => Object.assign(tally, { slices: [] })],
    ["has a slice twice", ({ slices }) => slices.push(...slices.slice(0, 1))],
    ["has a slice of another column", ({ whole, slices }) => slices.push({ name: "x", value: "y", tally: whole })],
  ])("that %s is refused", async (_, change) => {
    const cases = Array.from({ length: 20 }, (_, at) => ({
      inputs: [`text ${at}`],
      slices: { site: `site ${at % 2}` },
    }));
    const sliced = plan(plannedTest({ id: "t", slices: ["site"] }, cases));
    const models = { candidate: ALL_GOOD, baseline: ALL_GOOD };
    const behavior = await behaviorOf(models, { plan: sliced, shard: { index: 1, of: 2 } });
    expect(() => parseBehavior(statementOf(behavior))).not.toThrow();
    for (const tally of behavior.shard?.tallies ?? []) change(tally);
    expect(() => parseBehavior(statementOf(behavior))).toThrow(
      /must have (?:counts that add up|slices and predictions)/,
    );
  });

  test("whose tallies are not those of its findings is refused", async () => {
    const shard = { index: 1, of: 2 };
    const other = await behaviorOf({ candidate: ALL_GOOD, baseline: ALL_GOOD }, { shard });
    const behavior = await behaviorOf({ candidate: ALL_GOOD, baseline: null }, { shard });
    const forged = { ...behavior, shard: other.shard };
    expect(() => parseBehavior(statementOf(forged))).toThrow("must have the tallies that its findings were made of");
  });
});

/** Adds cases that are something else to the candidate than the change says. */
function grow(
  whole: TallyRecord["whole"],
  {
    candidate,
    change,
  }: { candidate: keyof TallyRecord["whole"]["candidate"]; change: keyof TallyRecord["whole"]["changes"] },
  cases = 1,
): void {
  whole.cases += cases;
  whole.candidate[candidate] += cases;
  whole.changes[change] += cases;
  if (whole.baseline !== null) whole.baseline.passed += cases;
  if (change !== "filtered") whole.clusters.counts.push({ cluster: "more", cases, net: 0 });
}
