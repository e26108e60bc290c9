import { UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
import {
  CARL,
  FIRST,
  MODEL,
  NOW,
  promotion,
  registryWith,
  rollback,
  SECOND,
  THIRD,
  tagsAfter,
} from "../../fixtures/example.ts";
import { emptyModel, entryOf } from "../records/registry.ts";
import { decidePromotion } from "./decide-promotion.ts";
import { decideRollback, type RollbackSituation } from "./decide-rollback.ts";
import { deniedByTags } from "./denial.ts";
import type { RolledBack } from "./outcome.ts";

const TAGS = tagsAfter(
  ["staging", FIRST],
  ["production", FIRST],
  ["staging", SECOND],
  ["production", SECOND],
  ["staging", THIRD],
  ["production", THIRD],
);
const LIVE = registryWith(TAGS);

function rolledBack(situation: RollbackSituation): RolledBack {
  const outcome = decideRollback(situation);
  if (outcome.effect !== "rolled-back") throw new Error(`not rolled back: ${outcome.effect}`);
  return outcome;
}

function after(outcome: RolledBack) {
  return registryWith([...TAGS, ...outcome.tags]);
}

test("the last stage has the version before again, and what it had is denied", () => {
  const outcome = rolledBack(rollback(LIVE));
  expect(outcome).toMatchObject({
    stage: "production",
    version: { version: "2.0.0" },
    before: { version: "3.0.0" },
    rollout: "ranker",
    denial: { digest: THIRD.digest, by: "@carl", on: NOW, reason: "toxic replies" },
  });
  expect(entryOf(after(outcome), "production")).toMatchObject({
    version: "2.0.0",
    digest: SECOND.digest,
    move: "rollback",
  });
  expect(deniedByTags(after(outcome))).toMatchObject([{ digest: THIRD.digest, by: "@carl", reason: "toxic replies" }]);
});

test("a version may be named, with its number or in another stage", () => {
  expect(rolledBack(rollback(LIVE, { to: "1.0.0" })).version.version).toBe("1.0.0");
  expect(rolledBack(rollback(LIVE, { stage: "staging" }))).toMatchObject({
    stage: "staging",
    version: { version: "2.0.0" },
  });
});

test("two that are asked for at the same time go back once; the same request does nothing again", () => {
  const once = after(rolledBack(rollback(LIVE)));
  expect(decideRollback(rollback(once, { id: "comment-10" }))).toMatchObject({ effect: "unchanged" });
  expect(decideRollback(rollback(once, { to: "1.0.0" }))).toMatchObject({ effect: "unchanged" });
  expect(rolledBack(rollback(once, { id: "comment-10", to: "1.0.0" })).version.version).toBe("1.0.0");
});

test("nobody goes back to what is denied, nor to what a stage never had", () => {
  const denied = [{ digest: SECOND.digest, by: "@ann", on: NOW, reason: "slow" }];
  const asked = rollback(LIVE);
  expect(rolledBack({ ...asked, facts: { ...asked.facts, denied } }).version.version).toBe("1.0.0");
  const named = rollback(LIVE, { to: "2.0.0" });
  expect(() => decideRollback({ ...named, facts: { ...named.facts, denied } })).toThrow(UserError);
  expect(() => decideRollback(rollback(LIVE, { to: "9.0.0" }))).toThrow(/no version 9.0.0/);
  expect(() => decideRollback(rollback(registryWith(tagsAfter(["staging", FIRST]))))).toThrow(
    /no version that staging/,
  );
  expect(() => decideRollback(rollback(emptyModel(MODEL)))).toThrow(/nothing to go back from/);
});

test("what was gone back from is not promoted again while it is denied", () => {
  const back = after(rolledBack(rollback(LIVE)));
  expect(decidePromotion(promotion("production", THIRD, back, { denied: deniedByTags(back) }))).toMatchObject({
    effect: "refused",
    gates: expect.arrayContaining([expect.objectContaining({ id: "not-denied", verdict: "fail" })]),
  });
});

test("it needs somebody who may write or approve, and their own words, however old", () => {
  const asked = rollback(LIVE);
  const old = { ...asked.facts.askedIn, on: "2026-01-01T00:00:00Z" };
  const ann = { login: "@ann", teams: [], isBot: false, permission: "read" } as const;
  const byAnn = { ...old, author: "@ANN" };
  expect(decideRollback({ ...asked, facts: { ...asked.facts, askedIn: old } }).effect).toBe("rolled-back");
  expect(decideRollback({ ...asked, facts: { ...asked.facts, actor: ann, askedIn: byAnn } }).effect).toBe(
    "rolled-back",
  );
  for (const facts of [
    { ...asked.facts, actor: { ...CARL, permission: "read" } as const },
    { ...asked.facts, actor: { ...CARL, isBot: true } },
    { ...asked.facts, askedIn: { ...old, isEdited: true } },
    { ...asked.facts, askedIn: { ...old, author: "@eve" } },
  ]) {
    expect(decideRollback({ ...asked, facts }).effect).toBe("refused");
  }
});
