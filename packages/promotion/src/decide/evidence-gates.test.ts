import { describe, expect, test } from "vitest";
import { FIRST, promotion, registryWith, SECOND, tagsAfter, unmetBy } from "../../fixtures/example.ts";
import { evidenceOf, fullEvidence, verificationOf } from "../../fixtures/example-evidence.ts";
import { decidePromotion } from "./decide-promotion.ts";
import type { PromotionFacts } from "./facts.ts";

const STAGED = registryWith(tagsAfter(["staging", FIRST]));

function unmet(changes: Partial<PromotionFacts>): readonly string[] {
  return unmetBy(promotion("production", FIRST, STAGED, changes));
}

describe("evidence", () => {
  const full = fullEvidence(FIRST);
  const [, ...unverified] = full;

  test.each([
    [unverified, ["verification inconclusive no-evidence"]],
    [[verificationOf(FIRST, []), ...unverified], ["verification inconclusive not-verified"]],
    [[verificationOf(FIRST, ["signature"]), ...unverified], ["verification inconclusive not-verified"]],
    [[verificationOf(SECOND), ...unverified], ["verification inconclusive other-subject"]],
    [full.filter(({ name }) => name !== "checklist.json"), ["checklist inconclusive no-evidence"]],
    [full.filter(({ name }) => name !== "audit.json"), ["needs inconclusive no-evidence"]],
    [
      [...full, evidenceOf(FIRST, "https://in-toto.io/attestation/test-result/v0.1", { verdict: "fail" })].slice(2),
      ["verification inconclusive no-evidence", "needs fail evidence-fail"],
    ],
    [
      [],
      [
        "verification inconclusive no-evidence",
        "needs inconclusive no-evidence",
        "needs inconclusive no-evidence",
        "checklist inconclusive no-evidence",
      ],
    ],
  ])("must answer all that the stage asks for: %#", (evidence, reasons) => {
    expect(unmet({ evidence })).toEqual(reasons);
  });

  test("of a package that was made by hand is enough where the stage says so, and for no signature at all", () => {
    const verified = (verdict: string, signature: string) => {
      const findings = [signature, verdict].map((one, index) => ({
        id: "a",
        kind: ["signature", "provenance"][index],
        verdict: one,
      }));
      const { name, sha256, section, statement } = verificationOf(FIRST);
      const predicate = { ...Object(statement.predicate), verdict, findings };
      return {
        name,
        sha256,
        section: { ...section, verdict: "warn" as const },
        statement: { ...statement, predicate },
      };
    };
    const decided = (verification: "pass" | "warn", signature = "pass") => {
      const asked = promotion("production", FIRST, STAGED, { evidence: [verified("warn", signature), ...unverified] });
      const stages = asked.policy.stages.map((stage) => ({ ...stage, verification }));
      return decidePromotion({ ...asked, policy: { ...asked.policy, stages } }).effect;
    };
    expect([decided("pass"), decided("warn"), decided("warn", "fail")]).toEqual(["refused", "promoted", "refused"]);
  });

  test("of a verification that saw too little comes with the command that sees both", () => {
    const outcome = decidePromotion(
      promotion("production", FIRST, STAGED, { evidence: [verificationOf(FIRST, ["signature"]), ...unverified] }),
    );
    expect(outcome).toMatchObject({
      gates: expect.arrayContaining([
        expect.objectContaining({
          id: "verification",
          message: "nobody verified its provenance",
          // A flag for each, as the command line takes a list.
          command: "npx airworthy verify-model --require signature --require provenance",
        }),
      ]),
    });
  });

  test("with a signature that does not verify is not made up for by one that does", () => {
    const findings = ["pass", "inconclusive"].map((verdict) => ({ id: "a", kind: "signature", verdict }));
    const half = {
      ...verificationOf(FIRST),
      statement: { ...verificationOf(FIRST).statement, predicate: { verdict: "pass", findings } },
    };
    expect(unmet({ evidence: [half, ...unverified] })).toEqual(["verification inconclusive not-verified"]);
  });
});
