import { UserError } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import {
  CARL,
  FIRST,
  MODEL,
  NOW,
  POLICY,
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
import { GATES } from "./gate.ts";

const EMPTY = emptyModel(MODEL);
const STAGED = registryWith(tagsAfter(["staging", FIRST]));

function unmet(changes: Partial<PromotionFacts>): readonly string[] {
  return unmetBy(promotion("production", FIRST, STAGED, changes));
}

test("a version comes to a stage where every gate holds; tags, rollout and approvals say so", () => {
  const outcome = promoted(promotion("production", FIRST, STAGED));
  expect(new Set(outcome.gates.map(({ id }) => id))).toEqual(new Set(GATES));
  expect(outcome).toMatchObject({ stage: "production", before: null, rollout: "ranker" });
  expect(outcome.tags.map(({ name }) => name)).toEqual(["review-sentiment#production#2"]);
  expect(outcome.approvals.map(({ by }) => by)).toEqual(["@ann", "@bob"]);
  expect(outcome.evidence).toHaveLength(4);
});

test("a stage that has the version already is left alone", () => {
  expect(decidePromotion(promotion("staging", FIRST, STAGED))).toMatchObject({ effect: "unchanged" });
});

describe("a command", () => {
  const askedIn = { kind: "comment", author: "@carl", on: "2026-03-02T09:59:00Z", isEdited: false } as const;

  test.each([
    [{ ...askedIn, isEdited: true }, "command fail edited"],
    [{ ...askedIn, author: "@eve" }, "command fail other-author"],
    [{ ...askedIn, on: "2026-03-02T08:59:59Z" }, "command inconclusive stale"],
    [{ ...askedIn, on: "2026-03-02T10:02:00Z" }, "command fail from-the-future"],
    [{ ...askedIn, on: "no time" }, "command fail from-the-future"],
  ])("counts only as its author's own, unedited and fresh: %#", (given, reason) => {
    expect(unmet({ askedIn: given })).toEqual([reason]);
  });

  test("holds for exactly as long as the policy says", () => {
    expect(
      decidePromotion(promotion("production", FIRST, STAGED, { askedIn: { ...askedIn, on: "2026-03-02T09:00:00Z" } }))
        .effect,
    ).toBe("promoted");
  });

  test("that was carried out does nothing again, whatever it asks for now", () => {
    const asked = promotion("production", FIRST, STAGED);
    const again = registryWith([...tagsAfter(["staging", FIRST]), ...promoted(asked).tags]);
    const replayed = { ...promotion("production", SECOND, again), request: { ...asked.request, stage: "staging" } };
    expect(decidePromotion(replayed)).toMatchObject({
      effect: "unchanged",
      why: expect.stringContaining("carried out before"),
    });
    expect(decidePromotion(promotion("production", FIRST, STAGED, { handled: ["comment-1"] })).effect).toBe(
      "unchanged",
    );
  });
});

describe("an actor", () => {
  test.each([
    [{ ...CARL, permission: "triage" }, "actor fail no-permission"],
    [{ ...CARL, permission: "read", teams: ["@org/ml", "@org/risk"] }, "actor fail no-permission"],
    [{ ...CARL, teams: [] }, "actor fail no-requester"],
    [{ ...CARL, isBot: true, permission: "admin" }, "actor fail other-bot"],
  ] as const)("needs to write, and to be among the requesters: %#", (actor, reason) => {
    expect(unmet({ actor })).toEqual([reason]);
  });

  test("may be a bot that the stage names, in any case", () => {
    const actor = { login: "Release-Bot[bot]", teams: [], isBot: true, permission: "none" } as const;
    const askedIn = { kind: "run", author: "@release-bot[bot]", on: NOW, isEdited: false } as const;
    expect(decidePromotion(promotion("production", FIRST, STAGED, { actor, askedIn })).effect).toBe("promoted");
  });
});

describe("the head", () => {
  test("must be what the package was made of", () => {
    expect(unmet({ head: { commit: SECOND.commit, since: null, basedOn: null } })).toEqual(["head fail head-moved"]);
  });

  test("must be older than the command, unless that names the digest", () => {
    const moved = { commit: FIRST.commit, since: "2026-03-02T09:59:30Z", basedOn: null };
    const { facts } = promotion("staging", FIRST, EMPTY, { head: moved });
    expect(unmetBy({ request: promotionTo("staging"), policy: POLICY, facts })).toEqual(["head fail pushed-after"]);
    const unknown = { ...facts, head: { ...moved, since: null } };
    expect(unmetBy({ request: promotionTo("staging"), policy: POLICY, facts: unknown })).toEqual([
      "head inconclusive no-push-time",
    ]);
    const named = promotionTo("staging", { digest: FIRST.digest });
    expect(decidePromotion({ request: named, policy: POLICY, facts }).effect).toBe("promoted");
  });

  test("is asked for in pull requests only", () => {
    expect(decidePromotion(promotion("production", FIRST, STAGED, { head: null })).effect).toBe("promoted");
  });
});

describe("what was named", () => {
  test("must be what was examined", () => {
    const { facts } = promotion("staging", FIRST, EMPTY);
    const refusal = (changes: object) => unmetBy({ request: promotionTo("staging", changes), policy: POLICY, facts });
    expect(refusal({ digest: SECOND.digest })).toEqual(["digest fail other-digest"]);
    expect(refusal({ version: "2.0.0" })).toEqual(["digest fail other-version"]);
    expect(refusal({ confirm: "222222222222" })).toEqual(["confirmation fail other-digits"]);
  });

  test("must be confirmed where the stage asks for it, and the refusal has the command", () => {
    const outcome = decidePromotion({ ...promotion("production", FIRST, STAGED), request: promotionTo("production") });
    expect(outcome).toMatchObject({
      effect: "refused",
      gates: expect.arrayContaining([
        expect.objectContaining({
          id: "confirmation",
          command: "/promote review-sentiment@1.0.0 to production confirm 111111111111",
        }),
      ]),
    });
  });
});

test("stages come one after another, with the same package", () => {
  expect(unmetBy(promotion("production", FIRST, EMPTY))).toEqual(["previous-stage inconclusive not-reached"]);
  expect(unmetBy(promotion("production", SECOND, STAGED))).toEqual(["previous-stage inconclusive not-reached"]);
  const replaced = registryWith(tagsAfter(["staging", FIRST], ["staging", SECOND]));
  expect(decidePromotion(promotion("production", FIRST, replaced)).effect).toBe("promoted");
});

test("a stage that somebody took away by hand was not reached", () => {
  const tags = tagsAfter(["staging", FIRST]);
  const taken = { name: `${MODEL}#staging!#9`, commit: FIRST.commit, on: "2026-03-03T00:00:00Z", message: "oops" };
  expect(unmetBy(promotion("production", FIRST, registryWith([...tags, taken])))).toEqual([
    "previous-stage inconclusive not-reached",
  ]);
});

test("what is frozen, denied, not recordable or locked by another waits or is refused", () => {
  const denied = [{ digest: FIRST.digest, by: "@ann", on: NOW, reason: "toxic" }];
  expect(unmet({ frozen: "holidays" })).toEqual(["freeze inconclusive frozen"]);
  expect(unmet({ denied })).toEqual(["not-denied fail denied"]);
  expect(unmet({ lock: null })).toEqual(["lock inconclusive no-lock"]);
  expect(unmet({ lock: "comment-2" })).toEqual(["lock inconclusive lock-taken"]);
  const rebuilt = { ...FIRST, digest: SECOND.digest };
  expect(unmetBy(promotion("staging", rebuilt, STAGED))).toEqual(["record fail not-recordable"]);
});

test("the command that lifts a denial is whole: it names the stage's rollout, the digest and a place for why", () => {
  const denied = [{ digest: FIRST.digest, by: "@ann", on: NOW, reason: "toxic" }];
  expect(decidePromotion(promotion("production", FIRST, STAGED, { denied }))).toMatchObject({
    gates: expect.arrayContaining([
      expect.objectContaining({
        id: "not-denied",
        command: `npx airworthy manage-rollout --move allow --rollout ranker --digest ${FIRST.digest} --why …`,
      }),
    ]),
  });
});

test("a refusal names everything that is missing at once", () => {
  const nothing: Partial<PromotionFacts> = { evidence: [], approvals: [], codeowners: null, frozen: "x", lock: null };
  const { facts } = promotion("production", FIRST, EMPTY, { ...nothing, actor: { ...CARL, permission: "none" } });
  expect(unmetBy({ request: promotionTo("production"), policy: POLICY, facts })).toHaveLength(11);
});

test("an unknown stage and another model's package are errors that say what there is", () => {
  expect(() => decidePromotion(promotion("prod", FIRST, EMPTY))).toThrow(UserError);
  expect(() => decidePromotion(promotion("staging", { ...FIRST, name: "other" }, EMPTY))).toThrow(/is of "other"/);
});
