import { expect, test } from "vitest";
import { predicateOf, runAudit as run } from "../../../test/harness/run-audit.ts";
import { behaviorEvidence } from "../../../test/scenarios/report-workspace.ts";

/** The candidate grants loans to 20 of 100 women where the baseline granted 40, and to 50 of 100 men as before. */
function loans(grantedToWomen: number): string {
  const rows = ["F", "M"].flatMap((sex) =>
    Array.from({ length: 100 }, (_, index) => {
      const isGranted = index < (sex === "F" ? grantedToWomen : 50);
      return JSON.stringify({ id: `${sex}${index}`, sex, label: "yes", prediction: isGranted ? "yes" : "no" });
    }),
  );
  return `${rows.join("\n")}\n`;
}

test("a group that fares worse than before fails the audit of bias, however the other fares", async () => {
  const files = { "new.jsonl": loans(20), "old.jsonl": loans(40) };
  const outcome = await run(files, {
    candidate: "new.jsonl",
    baseline: "old.jsonl",
    attributes: ["sex=F|M"],
    positive: "yes",
    bias: ["demographic-parity-difference: max-worsening=0.02"],
  });
  expect(outcome).toMatchObject({ verdict: "fail", outputs: { bias: "fail", privacy: "", safety: "" } });
  const [finding] = predicateOf(outcome, 0).findings;
  // Selection rates are 0.2 and 0.5 now, 0.4 and 0.5 before.
  expect(finding).toMatchObject({ metric: "demographic-parity-difference", of: "sex", change: "regression" });
  expect(finding?.candidate?.value).toBeCloseTo(0.3, 12);
  expect(finding?.baseline?.value).toBeCloseTo(0.1, 12);
});

test("a declared group that is not there is no evidence of fairness", async () => {
  const outcome = await run(
    { "new.jsonl": loans(50) },
    {
      candidate: "new.jsonl",
      attributes: ["sex=F|M|X"],
      positive: "yes",
      bias: ["demographic-parity-difference: max=0.1"],
    },
  );
  expect(outcome.verdict).toBe("inconclusive");
});

test("what is found in texts is counted, and nowhere told", async () => {
  const card = "4111 1111 1111 1111";
  const texts = `${JSON.stringify({ text: `pay by card ${card}` })}\n${JSON.stringify({ text: "nothing" })}\n`;
  const outcome = await run(
    { "train.jsonl": texts },
    { texts: ["*.jsonl"], privacy: ["personal-data-rate: max=0.1"], minimum: 1 },
  );
  expect(outcome).toMatchObject({ verdict: "fail", outputs: { privacy: "fail" } });
  expect(predicateOf(outcome, 0).findings[0]?.candidate).toMatchObject({ value: 0.5, n: 2, positives: 1 });
  expect(JSON.stringify(outcome)).not.toMatch(/4111[ -]?1111/);
});

test("safety and bias have evidence each, and the worse verdict is the step's", async () => {
  const evidence = behaviorEvidence({ titles: ["insults"] });
  const findings = evidence.predicate.findings.map((finding) => ({ ...finding, capability: "toxicity" }));
  const probed = { ...evidence, predicate: { ...evidence.predicate, findings } };
  const files = { "new.jsonl": loans(50), "old.jsonl": loans(50), "behavior.json": JSON.stringify(probed) };
  const given = {
    candidate: "new.jsonl",
    baseline: "old.jsonl",
    attributes: ["sex"],
    positive: "yes",
    bias: ["demographic-parity-difference: max=0.5"],
    probed: ["behavior.json"],
  };
  const outcome = await run(files, given);
  expect(outcome).toMatchObject({ verdict: "fail", outputs: { bias: "pass", safety: "fail" } });
  expect(outcome.evidence.map(({ name }) => name)).toEqual(["audit-model.bias.json", "audit-model.safety.json"]);
  expect(predicateOf(outcome, 1).findings[0]).toMatchObject({ metric: "unsafe-rate", of: "toxicity: insults" });
  await expect(run(files, { ...given, capabilities: ["negation"] })).rejects.toThrow("no test is about negation");
});

test("the command that shows it again has what was asked, and no secret", async () => {
  const outcome = await run(
    { "a b.txt": "nothing" },
    { texts: ["a b.txt"], salt: "sixteen bytes at least", privacy: ["secret-rate: max=1"], minimum: 1 },
  );
  const { command } = predicateOf(outcome, 0);
  expect(command).toBe(
    'npx airworthy audit-model --task classification --suppress-below 5 --top 10 --texts "a b.txt" --privacy "secret-rate: max=1" --sign-offs .airworthy/sign-offs.yml --exceptions .airworthy/exceptions.yml --minimum 1 --level 0.95 --resamples 200 --seed 7',
  );
  expect(command).not.toMatch(/salt|sixteen/);
});

test.each([
  ["nothing at all", {}, /there is nothing to audit/],
  ["no attribute", { candidate: "new.jsonl" }, /attributes: none was given/],
  ["a gate of another audit", { texts: ["new.jsonl"], privacy: ["k-anonymity: min=5"] }, /no such metric was measured/],
  ["a pattern without a file", { texts: ["missing/*"] }, /texts: no file matches "missing\/\*"/],
  ["half of LiRA", { "target-scores": "new.jsonl" }, /target-scores was given without shadow-scores/],
  [
    "a gate of what is not audited",
    { texts: ["new.jsonl"], safety: ["unsafe-rate: max=0"] },
    /safety was given without probed/,
  ],
  [
    "a baseline of nothing",
    { texts: ["new.jsonl"], "baseline-losses": "x" },
    /baseline-losses was given without losses/,
  ],
])("%s is refused", async (_, given, message) => {
  await expect(run({ "new.jsonl": loans(50) }, given)).rejects.toThrow(message);
});

test("the checklist is answered by what this very audit found, and blocks where it did not pass", async () => {
  const checklist = [
    "title: Ours",
    "sections:",
    "  - title: Modelling",
    "    section_id: D",
    "    lines:",
    "      - line_id: D.2",
    "        line_summary: Groups compared",
    "        line: Results are compared between groups.",
    "        evidence:",
    "          - type: audit",
    "            class: bias",
    "",
  ].join("\n");
  const given = (women: number) =>
    run(
      { "new.jsonl": loans(women), "old.jsonl": loans(50), "checklist.yml": checklist },
      {
        candidate: "new.jsonl",
        baseline: "old.jsonl",
        attributes: ["sex"],
        positive: "yes",
        bias: ["demographic-parity-difference: max=0.5 max-worsening=0.4"],
        checklist: "checklist.yml",
      },
    );
  expect((await given(50)).outputs).toMatchObject({ bias: "pass", checklist: "pass" });
  expect((await given(5)).outputs).toMatchObject({ bias: "fail", checklist: "fail" });
});
