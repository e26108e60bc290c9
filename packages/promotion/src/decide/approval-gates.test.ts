import { describe, expect, test } from "vitest";
import {
  approvalBy,
  FIRST,
  factsFor,
  MODEL,
  policyFrom,
  promoted,
  promotion,
  promotionTo,
  registryWith,
  SECOND,
  tagsAfter,
  unmetBy,
} from "../../fixtures/example.ts";
import { emptyModel } from "../records/registry.ts";
import { decidePromotion } from "./decide-promotion.ts";
import type { PromotionFacts } from "./facts.ts";

const EMPTY = emptyModel(MODEL);
const STAGED = registryWith(tagsAfter(["staging", FIRST]));

function unmet(changes: Partial<PromotionFacts>): readonly string[] {
  return unmetBy(promotion("production", FIRST, STAGED, changes));
}

describe("approvals", () => {
  const [ann, bob] = [approvalBy("@ann", FIRST), approvalBy("@bob", FIRST)];

  test.each([
    [[ann]],
    [[ann, { ...ann, by: "ANN" }]],
    [[ann, { ...bob, commit: SECOND.commit }]],
    [[ann, { ...bob, commit: null }]],
    [[ann, { ...bob, on: "2026-03-02T10:00:01Z" }]],
    [[ann, approvalBy("@zoe", FIRST)]],
    [[ann, approvalBy("@zoe", FIRST, { via: "environment", environment: "staging" })]],
    [[ann, approvalBy("@bob", FIRST, { via: "environment", environment: "staging" })]],
    [[ann, approvalBy("@bob", FIRST, { via: "environment" })]],
    [[ann, approvalBy("@carl", FIRST, { teams: ["@org/risk"] })]],
  ])("count once a person, of this very commit, by who may, and not by who asks: %#", (approvals) => {
    expect(unmet({ approvals })).toEqual(["approvals inconclusive not-approved"]);
  });

  test("count by a team and by an environment's reviewers too, in any order", () => {
    const others = [
      approvalBy("@zoe", FIRST, { via: "environment", environment: "Prod" }),
      approvalBy("@yan", FIRST, { teams: ["@Org/Risk"] }),
    ];
    const first = promoted(promotion("production", FIRST, STAGED, { approvals: others, codeowners: [["@zoe"]] }));
    const second = promoted(
      promotion("production", FIRST, STAGED, { approvals: others.toReversed(), codeowners: [["@zoe"]] }),
    );
    expect(second).toEqual(first);
  });

  test("of an owner of the files are asked for where the stage says so", () => {
    expect(unmet({ codeowners: null })).toEqual(["codeowners inconclusive not-read"]);
    expect(unmet({ codeowners: [] })).toEqual(["codeowners inconclusive no-owner"]);
    expect(unmet({ codeowners: [["@zoe", "@carl"]] })).toEqual(["codeowners inconclusive no-owner-approved"]);
  });

  test("of an owner of one file say nothing of another's", () => {
    expect(unmet({ codeowners: [["@ann"], ["@zoe"]] })).toEqual(["codeowners inconclusive no-owner-approved"]);
    const outcome = decidePromotion(
      promotion("production", FIRST, STAGED, { codeowners: [["@ann"], ["@zoe", "@yan"]] }),
    );
    expect(JSON.stringify(outcome)).toContain("an approval by @zoe or @yan is needed");
    const both = promotion("production", FIRST, STAGED, { codeowners: [["@ann"], ["@bob", "@zoe"]] });
    expect(decidePromotion(both).effect).toBe("promoted");
  });

  test("of a change that had another base count for nothing", () => {
    const head = { commit: FIRST.commit, since: "2026-03-01T09:00:00Z", basedOn: "2026-03-02T09:30:00Z" };
    expect(unmet({ head, codeowners: [["@ann"]] })).toEqual([
      "approvals inconclusive not-approved",
      "codeowners inconclusive no-owner-approved",
    ]);
    const anew = [ann, bob].map((approval) => ({ ...approval, on: "2026-03-02T09:45:00Z" }));
    expect(decidePromotion(promotion("production", FIRST, STAGED, { head, approvals: anew })).effect).toBe("promoted");
  });

  test("of who asks count where the stage lets them", () => {
    const policy = policyFrom(
      `stages: { only: { needs: [{ type: behavior }], approvers: ["@carl"], approvals: 1, self-approval: true } }`,
    );
    const facts = factsFor(FIRST, EMPTY, { approvals: [approvalBy("@carl", FIRST)] });
    expect(decidePromotion({ request: promotionTo("only"), policy, facts }).effect).toBe("promoted");
  });
});
