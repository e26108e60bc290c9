import { expect, test } from "vitest";
import { predicateOf, runAudit } from "../../../../test/harness/run-audit.ts";
import { behaviorEvidence } from "../../../../test/scenarios/report-workspace.ts";

const CANDIDATE = "a".repeat(64);
const OTHER = "d".repeat(64);

/** Evidence of one test about toxicity. */
function probed(sha256: string): string {
  const evidence = behaviorEvidence({ titles: ["insults"], sha256 });
  const findings = evidence.predicate.findings.map((finding) => ({ ...finding, capability: "toxicity" }));
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
