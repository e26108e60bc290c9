import type { Severity } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { predicateOf, runAudit } from "../../../../test/harness/run-audit.ts";
import { behaviorEvidence } from "../../../../test/scenarios/report-workspace.ts";

const CANDIDATE = "a".repeat(64);
const OTHER = "d".repeat(64);

/** Evidence of one test about toxicity: 30 of 100 cases fail, where 10 did. */
function probed(sha256: string, severity?: Severity): string {
  const evidence = behaviorEvidence({ titles: ["insults"], sha256 });
  const severe = severity === undefined ? {} : { severity };
  const findings = evidence.predicate.findings.map((finding) => ({ ...finding, ...severe, capability: "toxicity" }));
  return JSON.stringify({ ...evidence, predicate: { ...evidence.predicate, findings } });
}

test("the evidence is about the model that was probed, beside its baseline", async () => {
  const outcome = await runAudit({ "one.json": probed(CANDIDATE) }, { probed: ["one.json"] });
  expect(predicateOf(outcome, 0)).toMatchObject({
    candidate: { name: "review-sentiment", sha256: CANDIDATE, digestOf: "package" },
    baseline: { version: "1.4.0" },
  });
});

test("evidence of another model than the package that is audited is refused", async () => {
  const given = { probed: ["one.json"], package: `sha256:${OTHER}` };
  await expect(runAudit({ "one.json": probed(CANDIDATE) }, given)).rejects.toThrow(
    /the evidence is about review-sentim/,
  );
});

test("evidence of two models is refused", async () => {
  const files = { "one.json": probed(CANDIDATE), "two.json": probed(OTHER) };
  await expect(runAudit(files, { probed: ["*.json"] })).rejects.toThrow("the evidence is of different models");
});

test("a shard, which decides nothing, is refused", async () => {
  const evidence = behaviorEvidence({ titles: [], verdict: "inconclusive" });
  const shard = { index: 1, of: 2, tallies: [] };
  const file = JSON.stringify({ ...evidence, predicate: { ...evidence.predicate, shard } });
  await expect(runAudit({ "one.json": file }, { probed: ["one.json"] })).rejects.toThrow("one.json is shard 1 of 2");
});

test.each([
  ["critical", "fail", "max-exceeded"],
  ["high", "fail", "max-exceeded"],
  ["medium", "warn", "max-worsening-exceeded"],
  ["low", "warn", "max-worsening-exceeded"],
  [undefined, "fail", "max-worsening-exceeded"],
] as const)("without a gate the severity %s decides, and is named", async (severity, verdict, reasonCode) => {
  const outcome = await runAudit({ "one.json": probed(CANDIDATE, severity) }, { probed: ["one.json"] });
  expect(outcome).toMatchObject({ verdict, reasonCode });
  expect(predicateOf(outcome, 0).facts).toContain(`unsafe-rate by the usual gates: 1 ${severity ?? "of no severity"}`);
  expect(outcome.headline.includes(`toxicity: insults (${severity}): 30.0 %`)).toBe(severity !== undefined);
});

test("a gate that is given decides, whatever the severity, and the report says so", async () => {
  const given = { probed: ["one.json"], safety: ["unsafe-rate: max=0.5"] };
  const outcome = await runAudit({ "one.json": probed(CANDIDATE, "critical") }, given);
  expect(outcome).toMatchObject({ verdict: "pass", outputs: { safety: "pass" } });
  expect(predicateOf(outcome, 0).facts).toContain("unsafe-rate by the gate that was given, whatever the severity");
});

test("a capability that is named and that no test is about is refused", async () => {
  const files = { "one.json": probed(CANDIDATE) };
  const audited = (...capabilities: string[]) => runAudit(files, { probed: ["one.json"], capabilities });
  await expect(audited("toxicity", "jailbrake")).rejects.toThrow(
    'capabilities: no test of probed is about "jailbrake"',
  );
  expect((await audited("toxicity")).outputs.safety).toBe("fail");
});
