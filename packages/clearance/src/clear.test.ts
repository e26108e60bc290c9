import { expect, test } from "vitest";
import { CANDIDATE, example } from "../fixtures/example-evidence.ts";
import { clear } from "./clear.ts";
import { queryOf } from "./query.ts";

const ASKED = { subject: CANDIDATE.sha256, asOf: "2026-01-15" };
const NEEDS = [queryOf({ type: "metric-comparison" }), queryOf({ type: "audit", class: "safety", fresh: 7 })];
const POLICY = { needs: NEEDS };

const COMPARISON = example("metric-comparison", "1");
const SAFETY = example("audit", "2", { auditClass: "safety" });

test("a package is cleared where evidence answers every need, and the files that did are named", () => {
  const clearance = clear(POLICY, [COMPARISON, SAFETY], ASKED);
  expect(clearance).toMatchObject({ cleared: true, verdict: "pass" });
  expect(clearance.evidence.map(({ name }) => name)).toEqual(["metric-comparison-1.json", "audit-2.json"]);
});

test("what is missing, of another package, stale or undecided clears nothing, and says what would", () => {
  const other = { ...CANDIDATE, sha256: "b".repeat(64) };
  for (const [evidence, reasonCode] of [
    [[], "no-evidence"],
    [[example("audit", "2", { auditClass: "bias" })], "no-evidence"],
    [[example("audit", "2", { auditClass: "safety", of: other })], "other-subject"],
    [[example("audit", "2", { auditClass: "safety", madeOn: "2026-01-07T23:59:59Z" })], "stale"],
    [[example("audit", "2", { auditClass: "safety", madeOn: "2026-01-17T00:00:00Z" })], "stale"],
    [[example("audit", "2", { auditClass: "safety", verdict: "inconclusive" })], "inconclusive"],
  ] as const) {
    const clearance = clear(POLICY, [COMPARISON, ...evidence], ASKED);
    expect(clearance, reasonCode).toMatchObject({ cleared: false, verdict: "inconclusive" });
    expect(clearance.needs[1]).toMatchObject({
      what: "audit of safety",
      verdict: "inconclusive",
      reasonCode,
      command: "npx airworthy audit-model",
    });
  }
});

test("one file that denies is not made up for by another", () => {
  const denying = example("audit", "3", { auditClass: "safety", verdict: "fail" });
  expect(clear(POLICY, [COMPARISON, SAFETY, denying], ASKED)).toMatchObject({ cleared: false, verdict: "fail" });
  const warning = example("audit", "3", { auditClass: "safety", verdict: "warn" });
  expect(clear(POLICY, [COMPARISON, SAFETY, warning], ASKED)).toMatchObject({ cleared: false, verdict: "fail" });
  const lenient = { needs: NEEDS.map((need) => ({ ...need, verdict: "warn" as const })) };
  expect(clear(lenient, [COMPARISON, SAFETY, warning], ASKED)).toMatchObject({ cleared: true });
});

test("one that denies does so whatever day it names: only one that is known to be too old is passed over", () => {
  const denying = (madeOn: string) => example("audit", "3", { auditClass: "safety", verdict: "fail", madeOn });
  const verdict = (madeOn: string) => clear(POLICY, [COMPARISON, SAFETY, denying(madeOn)], ASKED).verdict;
  expect(verdict("2099-01-01T00:00:00Z")).toBe("fail");
  expect(verdict("no time")).toBe("fail");
  expect(verdict("2026-01-01T00:00:00Z")).toBe("pass");
});

test("what is of a day to come clears nothing, also where nobody asks how old it is", () => {
  const ahead = example("metric-comparison", "1", { madeOn: "2026-01-17T00:00:00Z" });
  const { cleared, needs } = clear({ needs: [queryOf({ type: "metric-comparison" })] }, [ahead], ASKED);
  expect({ cleared, reasonCode: needs[0]?.reasonCode }).toEqual({ cleared: false, reasonCode: "not-yet" });
});

test("a policy that needs nothing clears nothing", () => {
  expect(clear({ needs: [] }, [COMPARISON, SAFETY], ASKED)).toMatchObject({ cleared: false, verdict: "error" });
});

test("a promotion that is needed is made by its verb", () => {
  const needs = [queryOf({ type: "promotion" })];
  const [need] = clear({ needs }, [], { subject: "a".repeat(64), asOf: "2026-01-15" }).needs;
  expect(need).toMatchObject({ command: "npx airworthy promote-model" });
});

test("evidence that is no verb's of ours has no command", () => {
  const [need] = clear({ needs: [queryOf({ type: "https://x.test/y" })] }, [], ASKED).needs;
  expect(need).toMatchObject({ what: "https://x.test/y", command: null });
});
