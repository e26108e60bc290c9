import { formatStatement, parseStatement, type Statement, stableDigest, UserError } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import { FIRST, MODEL, promotion, registryWith, rollback, SECOND, tagsAfter } from "../../fixtures/example.ts";
import { decidePromotion, type PromotionSituation } from "../decide/decide-promotion.ts";
import { decideRollback, type RollbackSituation } from "../decide/decide-rollback.ts";
import { hexOf } from "../fields.ts";
import { emptyModel } from "../records/registry.ts";
import { createPromotion, createRollback } from "./create-promotion.ts";
import { type PromotionPredicate, parsePromotion } from "./predicate.ts";
import { verificationSummary } from "./verification-summary.ts";

const RUN = {
  inputs: [{ name: "airworthy.yml", sha256: "1".repeat(64) }],
  tool: { name: "airworthy", version: "0.1.0" },
  startedOn: "2026-03-02T10:00:00Z",
  finishedOn: "2026-03-02T10:00:01Z",
};
const STAGED = registryWith(tagsAfter(["staging", FIRST]));
const LIVE = registryWith(
  tagsAfter(["staging", FIRST], ["production", FIRST], ["staging", SECOND], ["production", SECOND]),
);

function evidenceOf(situation: PromotionSituation, run = RUN): Statement<PromotionPredicate> {
  return createPromotion(situation, decidePromotion(situation), run);
}

function evidenceOfRollback(situation: RollbackSituation): Statement<PromotionPredicate> {
  const statement = createRollback(situation, decideRollback(situation), RUN);
  if (statement === null) expect.unreachable();
  return statement;
}

const PROMOTED = evidenceOf(promotion("production", FIRST, STAGED));
const REFUSED = evidenceOf(promotion("production", FIRST, emptyModel(MODEL), { frozen: "holidays" }));
const BACK = evidenceOfRollback(rollback(LIVE));

test.each([
  [PROMOTED, "pass", "promoted", "review-sentiment 1.0.0 is in production."],
  [
    REFUSED,
    "inconclusive",
    "not-reached",
    "review-sentiment 1.0.0 is not in production: 1.0.0 has not come through staging, and 1 more gate not met.",
  ],
  [BACK, "pass", "rolled-back", "production has review-sentiment 1.0.0 again; 2.0.0 is denied (toxic replies)."],
  [
    evidenceOf(promotion("staging", FIRST, STAGED)),
    "pass",
    "unchanged",
    "staging of review-sentiment stays as it is: staging has this version already.",
  ],
])("the evidence says in one sentence what became of it: %#", (statement, verdict, reasonCode, headline) => {
  expect(statement.predicate).toMatchObject({ verdict, reasonCode, headline });
  expect(parsePromotion(parseStatement(formatStatement(statement), "a.json"))).toEqual(statement.predicate);
});

test("the subject is what the stage is to have", () => {
  const digests = [PROMOTED, REFUSED, BACK].map(({ subject }) => subject[0].digest.sha256);
  expect(digests).toEqual([FIRST, FIRST, FIRST].map(({ digest }) => hexOf(digest)));
});

test("the same decision of another run is the same evidence", () => {
  const later = { ...RUN, startedOn: "2027-01-01T00:00:00Z", finishedOn: "2027-01-01T00:00:00Z" };
  expect(stableDigest(evidenceOf(promotion("production", FIRST, STAGED), later))).toBe(stableDigest(PROMOTED));
});

test("texts at their longest are shortened", () => {
  const statement = evidenceOfRollback(rollback(LIVE, { reason: "😀".repeat(500) }));
  expect(statement.predicate.headline.length).toBeLessThanOrEqual(1_000);
  expect(statement.predicate.headline.isWellFormed()).toBe(true);
});

describe("evidence that somebody edited is refused", () => {
  const { findings, approvals, policy, tags } = PROMOTED.predicate;
  const [first, ...others] = approvals;
  const passing = findings.map((finding) => ({ ...finding, verdict: "pass" }));

  test.each<readonly [Statement<PromotionPredicate>, object, RegExp]>([
    [REFUSED, { verdict: "pass" }, /worst verdict of its gates/],
    [REFUSED, { effect: "promoted", verdict: "pass" }, /refused where a gate does not hold/],
    [REFUSED, { effect: "promoted", verdict: "pass", findings: [] }, /come through the gates/],
    [PROMOTED, { findings: findings.filter(({ gate }) => gate !== "verification") }, /come through the gates/],
    [PROMOTED, { findings: passing, effect: "refused" }, /refused where a gate does not hold/],
    [PROMOTED, { move: "rollback" }, /do what was asked for/],
    [PROMOTED, { stage: "staging" }, /come after the one before it/],
    [PROMOTED, { stages: ["production"] }, /come after the one before it/],
    [PROMOTED, { approvals: others }, /approvals that its stage asks for/],
    [PROMOTED, { approvals: [first, first] }, /approvals that its stage asks for/],
    [PROMOTED, { approvals: [first, { ...first, by: "@carl" }] }, /approvals that its stage asks for/],
    [PROMOTED, { approvals: [{ ...first, commit: SECOND.commit }, ...others] }, /approvals that its stage asks for/],
    [PROMOTED, { policy: { ...policy, approvals: 3 } }, /approvals that its stage asks for/],
    [PROMOTED, { tags: [] }, /tags that say what it did/],
    [PROMOTED, { tags: [...tags, ...tags] }, /tags that say what it did/],
    [PROMOTED, { tags: [{ name: "other#production#1", commit: FIRST.commit }] }, /tags that say what it did/],
    [REFUSED, { tags }, /tags that say what it did/],
    [REFUSED, { commit: FIRST.commit }, /name the commit/],
    [PROMOTED, { commit: null, approvals: [], policy: { ...policy, approvals: 0 } }, /name the commit/],
    [PROMOTED, { baseline: PROMOTED.predicate.candidate }, /change the version/],
    [BACK, { denial: null }, /deny what it went back from/],
    [PROMOTED, { denial: BACK.predicate.denial }, /deny what it went back from/],
    [PROMOTED, { more: 1 }, /more: unknown field/],
  ])("%#", (statement, changes, message) => {
    const edited = { ...statement, predicate: { ...structuredClone(statement.predicate), ...changes } };
    expect(() => parsePromotion(edited)).toThrow(UserError);
    expect(() => parsePromotion(edited)).toThrow(message);
  });

  test("so is one of another type, or about another subject", () => {
    expect(() => parsePromotion({ ...PROMOTED, predicateType: "https://x.test/y" })).toThrow(UserError);
    const subject = { name: "x", digest: { sha256: "9".repeat(64) } };
    expect(() => parsePromotion({ ...PROMOTED, subject: [subject] })).toThrow(/subject/);
  });
});

// The fields and their values are those of https://slsa.dev/spec/v1.1/verification_summary.
describe("SLSA's verification summary", () => {
  const places = {
    resourceUri: "oci://registry.test/ranker",
    policy: { uri: "git+https://git.test/a#airworthy.yml", sha256: "7".repeat(64) },
  };

  test("passes what was promoted, and names what it rests on", () => {
    const { subject, predicateType, predicate } = verificationSummary(PROMOTED, places);
    expect(predicateType).toBe("https://slsa.dev/verification_summary/v1");
    expect(subject[0].digest.sha256).toBe(hexOf(FIRST.digest));
    expect(predicate).toMatchObject({
      verifier: { id: "https://airworthy.dev/promote-model", version: { airworthy: "0.1.0" } },
      timeVerified: "2026-03-02T10:00:00Z",
      resourceUri: "oci://registry.test/ranker",
      policy: { uri: "git+https://git.test/a#airworthy.yml", digest: { sha256: "7".repeat(64) } },
      verificationResult: "PASSED",
      verifiedLevels: ["SLSA_BUILD_LEVEL_UNEVALUATED", "AIRWORTHY_STAGE_PRODUCTION"],
    });
    expect(predicate.inputAttestations).toHaveLength(4);
  });

  test("fails everything else", () => {
    for (const statement of [REFUSED, BACK, evidenceOf(promotion("staging", FIRST, STAGED))]) {
      expect(verificationSummary(statement, places).predicate).toMatchObject({
        verificationResult: "FAILED",
        verifiedLevels: ["FAILED"],
      });
    }
  });
});
