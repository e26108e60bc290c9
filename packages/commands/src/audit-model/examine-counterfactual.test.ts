import { expect, test } from "vitest";
import { predicateOf, runAudit } from "../../../../test/harness/run-audit.ts";
import { behaviorEvidence } from "../../../../test/scenarios/report-workspace.ts";

const CANDIDATE = "a".repeat(64);

/** Evidence of one test of a capability. */
function tested(capability: string): string {
  const evidence = behaviorEvidence({ titles: ["her and him"], sha256: CANDIDATE });
  const findings = evidence.predicate.findings.map((finding) => ({ ...finding, capability }));
  return JSON.stringify({ ...evidence, predicate: { ...evidence.predicate, findings } });
}

test("an answer that changes with a protected term is bias, of the model that was tested", async () => {
  const outcome = await runAudit({ "one.json": tested("fairness") }, { counterfactual: ["one.json"] });
  expect(outcome).toMatchObject({ verdict: "fail", outputs: { bias: "fail", safety: "" } });
  expect(predicateOf(outcome, 0)).toMatchObject({
    class: "bias",
    candidate: { sha256: CANDIDATE, digestOf: "package" },
    findings: [{ metric: "counterfactual-failure-rate", of: "fairness: her and him", change: "regression" }],
  });
});

test("its gate may be set like any other, and not without it", async () => {
  const bias = ["counterfactual-failure-rate: max-worsening=1"];
  const given = { counterfactual: ["one.json"], bias };
  expect((await runAudit({ "one.json": tested("fairness") }, given)).verdict).toBe("pass");
  const table = `${JSON.stringify({ id: "a", sex: "F", label: "x", prediction: "x" })}\n`;
  await expect(runAudit({ "new.jsonl": table }, { candidate: "new.jsonl", attributes: ["sex"], bias })).rejects.toThrow(
    "the gate of counterfactual-failure-rate was given without counterfactual",
  );
});

test("tests of something else are none of bias", async () => {
  await expect(runAudit({ "one.json": tested("toxicity") }, { counterfactual: ["one.json"] })).rejects.toThrow(
    "counterfactual: no test is about fairness",
  );
});

test("with a table beside it the package must say that both are of one model", async () => {
  const given = { candidate: "new.jsonl", attributes: ["sex"], counterfactual: ["one.json"] };
  const files = {
    "one.json": tested("fairness"),
    "new.jsonl": `${JSON.stringify({ id: "a", sex: "F", label: "x", prediction: "x" })}\n`,
  };
  await expect(runAudit(files, given)).rejects.toThrow("package: needed");
});
