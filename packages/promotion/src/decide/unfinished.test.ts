import { expect, test } from "vitest";
import {
  FIRST,
  promoted,
  promotion,
  promotionTo,
  registryWith,
  rollback,
  SECOND,
  tagsAfter,
} from "../../fixtures/example.ts";
import { emptyModel, entryOf, type TagFact } from "../records/registry.ts";
import { lackingTags } from "../records/tags-for.ts";
import { decidePromotion } from "./decide-promotion.ts";
import { decideRollback } from "./decide-rollback.ts";
import { deniedByTags } from "./denial.ts";

// A run that ends after any of the tags that it makes, and what the same request finds when it is run again.

const LIVE = tagsAfter(["staging", FIRST], ["production", FIRST], ["staging", SECOND], ["production", SECOND]);
const LATER = "2026-03-02T11:00:00Z";

function promotedTags(stage: string): readonly TagFact[] {
  return promoted(promotion(stage, SECOND, registryWith(LIVE.slice(0, 3)))).tags;
}

function rolledBackTags(): readonly TagFact[] {
  const outcome = decideRollback(rollback(registryWith(LIVE)));
  if (outcome.effect !== "rolled-back") throw new Error(outcome.effect);
  return outcome.tags;
}

test("a version that was registered and no more is not in the stage: the same request brings it there", () => {
  const made = promotedTags("staging").slice(0, 1);
  expect(made.map(({ name }) => name)).toEqual(["review-sentiment@v2.0.0"]);
  const outcome = decidePromotion(promotion("staging", SECOND, registryWith([...LIVE.slice(0, 3), ...made])));
  expect(outcome).toMatchObject({ effect: "promoted", tags: [{ name: expect.stringMatching(/#staging#\d+$/) }, {}] });
});

test("a stage that has its version, and whose other was not taken away, lacks that one tag", () => {
  const tags = promotedTags("staging");
  const made = [...LIVE.slice(0, 3), ...tags.slice(0, 2)];
  expect(decidePromotion(promotion("staging", SECOND, registryWith(made))).effect).toBe("unchanged");
  const lacking = lackingTags(registryWith(made), "comment-1", LATER);
  expect(lacking).toMatchObject([{ name: tags[2]?.name, commit: FIRST.commit, message: tags[2]?.message }]);
  const whole = registryWith([...made, ...lacking]);
  expect(entryOf(whole, "staging")).toMatchObject({ digest: SECOND.digest });
  expect(lackingTags(whole, "comment-1", LATER)).toEqual([]);
});

test("a request that made no tag, or all of them, lacks none; nor does one whose version was given back since", () => {
  expect(lackingTags(registryWith(LIVE), "comment-1", LATER)).toEqual([]);
  expect(lackingTags(emptyModel("m"), "comment-1", LATER)).toEqual([]);
  const made = registryWith([...LIVE.slice(0, 3), ...promotedTags("staging")]);
  expect(lackingTags(made, "comment-1", LATER)).toEqual([]);
  const cut = [...LIVE.slice(0, 3), ...promotedTags("staging").slice(0, 2)];
  const back = decideRollback(rollback(registryWith(cut), { stage: "staging", id: "comment-2" }));
  if (back.effect !== "rolled-back") throw new Error(back.effect);
  expect(lackingTags(registryWith([...cut, ...back.tags]), "comment-1", LATER)).toEqual([]);
});

test("what a stage went back from is denied from the first tag on that says so", () => {
  const [assigned, taken, ...more] = rolledBackTags();
  if (assigned === undefined || taken === undefined) throw new Error("two tags say it");
  expect(more).toEqual([]);
  const denial = { digest: SECOND.digest, by: "@carl", reason: "toxic replies" };
  expect(deniedByTags(registryWith([...LIVE, assigned]))).toMatchObject([denial]);
  expect(deniedByTags(registryWith([...LIVE, assigned, taken]))).toMatchObject([denial]);
  const lacking = lackingTags(registryWith([...LIVE, assigned]), "comment-9", LATER);
  expect(lacking).toMatchObject([{ name: taken.name, message: taken.message }]);
});

test("a record that would not be read again is not written", () => {
  const long = promotion("staging", FIRST, emptyModel(promotionTo("staging").model));
  const request = { ...long.request, id: "x".repeat(501) };
  const facts = { ...long.facts, lock: request.id };
  expect(() => decidePromotion({ ...long, request, facts })).toThrow(/at most 500 characters/);
});
