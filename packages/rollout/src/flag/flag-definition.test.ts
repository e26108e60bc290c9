import { expect, test } from "vitest";
import {
  atStep,
  CANDIDATE_VERSION,
  moveOn,
  PLAN,
  planOf,
  REQUESTS,
  STABLE_VERSION,
  START,
  situation,
} from "../../fixtures/example.ts";
import { idleRollout } from "../state/rollout-state.ts";
import { shareOfEverybody, sharesOf } from "./exposure.ts";
import { flagOf } from "./flag-definition.ts";

const STAFF = { ends_with: [{ var: "email" }, "@example.com"] };
const NO_KEY = { "!": [{ var: "targetingKey" }] };
const DRAW = { cat: ["review-sentiment-1/", { var: "targetingKey" }] };

test("before the first start there is no flag", () => {
  expect(flagOf(idleRollout(PLAN))).toBeNull();
});

test("a segment comes first, then everybody by a split of constant weight with the candidate before the stable version", () => {
  const variants = { stable: STABLE_VERSION.digest, candidate: CANDIDATE_VERSION.digest };
  expect(flagOf(atStep(1))).toEqual({
    state: "ENABLED",
    variants,
    defaultVariant: "stable",
    targeting: { if: [STAFF, "candidate", "stable"] },
    metadata: { rollout: "review-sentiment-1", version: "review-sentiment-1/1" },
  });
  for (const [step, weight] of [
    [2, 1_000],
    [3, 5_000],
    [4, 25_000],
  ] as const) {
    const split = { fractional: [DRAW, ["candidate", weight], ["stable", 100_000 - weight]] };
    expect(flagOf(atStep(step))?.targeting).toEqual({ if: [STAFF, "candidate", NO_KEY, "stable", split] });
  }
});

test("at its last step everybody has the candidate, those without a key too", () => {
  const flag = flagOf(atStep(5));
  expect(flag).toMatchObject({ defaultVariant: "candidate" });
  expect(flag).not.toHaveProperty("targeting");
});

test("whoever is in several segments has the largest share of them, and none has less than everybody", () => {
  const plan = planOf(`
m:
  steps:
    - { segment: beta, share: 50%, bake: 1s }
    - { segment: staff, share: 10%, bake: 1s }
    - { segment: staff, share: 80%, bake: 1s }
    - { share: 60%, bake: 1s }
    - { share: 100%, bake: 1s }
  segments: { staff: { var: staff }, beta: { var: beta } }
`);
  const ramp = { steps: [...plan.steps], segments: [...plan.segments] };
  const shares = (step: number) => sharesOf({ ramp, step }).map(({ name, share }) => [name, share]);
  expect(shares(1)).toEqual([["beta", 0.5]]);
  expect(shares(2)).toEqual([
    ["beta", 0.5],
    ["staff", 0.1],
  ]);
  expect(shares(3)).toEqual([
    ["staff", 0.8],
    ["beta", 0.5],
  ]);
  expect(shares(4)).toEqual([
    ["staff", 0.8],
    ["beta", 0.6],
  ]);
  expect(shareOfEverybody({ ramp, step: 3 })).toBe(0);
  expect(shareOfEverybody({ ramp, step: 4 })).toBe(0.6);
});

test("a hold writes nothing of the flag: what somebody switched off by hand stays off", () => {
  const state = atStep(3);
  expect(moveOn(situation(state, REQUESTS.hold, START)).flag).toBeNull();
});
