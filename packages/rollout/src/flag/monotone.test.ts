import { createResolver } from "@airworthy/flags";
import fc from "fast-check";
import { expect, test } from "vitest";
import { atStep, CANDIDATE_VERSION, planOf } from "../../fixtures/example.ts";
import type { Ramp } from "../plan/ramp.ts";
import { isUnderway, type RolloutState, type Underway } from "../state/rollout-state.ts";
import { flagOf } from "./flag-definition.ts";

/** Five standard deviations: once in two million. */
const DEVIATIONS = 5;
const STARTED = underway(atStep(1));

function underway(state: RolloutState): Underway {
  if (!isUnderway(state)) throw new Error("the example has started");
  return state;
}

/** Names of users in several scripts, every tenth of them of the staff. */
function contextOf(index: number): { targetingKey: string; email: string; beta: boolean } {
  const id = [`user-${index}`, `用户${index}`, `é${index}`, `😀${index}`, `\u0000${index}`][index % 5] ?? "";
  return { targetingKey: id, email: `x@example.${index % 10 === 0 ? "com" : "org"}`, beta: index % 7 === 0 };
}

/** Of so many users, how many have the candidate at each step; fails where somebody who had it has it no longer. */
function exposedAtEachStep({ steps, segments }: Ramp, users: number): readonly number[] {
  const ramp = { steps: [...steps], segments: [...segments] };
  const had = new Uint8Array(users);
  return steps.map((_, index) => {
    const definition = flagOf({ ...STARTED, ramp, step: index + 1 });
    const resolver = createResolver(JSON.stringify({ flags: { model: definition } }));
    let [exposed, lost] = [0, 0];
    for (let user = 0; user < users; user++) {
      const isExposed = resolver.resolve("model", contextOf(user)).value === CANDIDATE_VERSION.digest;
      if (isExposed) exposed++;
      else lost += had[user] ?? 0;
      had[user] = isExposed ? 1 : 0;
    }
    expect(lost).toBe(0);
    return exposed;
  });
}

function isNear(count: number, users: number, share: number): boolean {
  return Math.abs(count - users * share) <= DEVIATIONS * Math.sqrt(users * share * (1 - share)) + 1e-9;
}

test("of 1,000,000 users whoever has the candidate keeps it at every step, and each step has its share", () => {
  const users = 1_000_000;
  const plan = planOf(`
m:
  steps:
    - { segment: staff, share: 50%, bake: 1s }
    - { share: 1%, bake: 1s }
    - { share: 5%, bake: 1s }
    - { share: 25%, bake: 1s }
    - { share: 100%, bake: 1s }
  segments: { staff: { ends_with: [{ var: email }, "@example.com"] } }
`);
  const exposed = exposedAtEachStep(plan, users);
  // A tenth of the users are of the staff, of whom half have it already.
  const [staff, others] = [users / 10, (users * 9) / 10];
  const [first = 0, ...more] = exposed;
  expect(isNear(first, staff, 0.5)).toBe(true);
  for (const [index, share] of [0.01, 0.05, 0.25].entries()) {
    expect(isNear((more[index] ?? 0) - first, others, share)).toBe(true);
  }
  expect(exposed.at(-1)).toBe(users);
}, 120_000);

/** Plans of segments that overlap and of everybody, with shares that grow. */
const plans = fc
  .record({
    order: fc.constantFrom<string[]>(["staff", "beta"], ["beta", "staff"], ["staff"], []),
    shares: fc.uniqueArray(fc.integer({ min: 1, max: 99_999 }), { minLength: 2, maxLength: 6 }),
    everybody: fc.uniqueArray(fc.integer({ min: 1, max: 99_999 }), { maxLength: 5 }),
  })
  .map(({ order, shares, everybody }): Ramp => {
    const ascending = (weights: readonly number[]) => weights.toSorted((a, b) => a - b);
    const step = (segment: string | null) => (weight: number) => ({
      share: weight / 100_000,
      segment,
      bakeSeconds: 1,
      approvers: 0,
    });
    const conditions = { staff: { ends_with: [{ var: "email" }, "@example.com"] }, beta: { var: "beta" } };
    return {
      steps: [
        ...order.flatMap((name, index) => ascending(shares.slice(index * 2, index * 2 + 2)).map(step(name))),
        ...ascending([...everybody, 100_000]).map(step(null)),
      ],
      segments: Object.entries(conditions)
        .filter(([name]) => order.includes(name))
        .map(([name, condition]) => ({ name, condition })),
    };
  });

test("whatever the plan, nobody loses the candidate by going on", () => {
  fc.assert(
    fc.property(plans, (ramp) => {
      const exposed = exposedAtEachStep(ramp, 3_000);
      expect(exposed).toEqual(exposed.toSorted((a, b) => a - b));
      expect(exposed.at(-1)).toBe(3_000);
    }),
    { numRuns: 50 },
  );
});

test("users whom the application does not name stay with the stable version until all have the candidate", () => {
  const answers = [1, 2, 3, 4, 5].map((step) => {
    const definition = flagOf(atStep(step));
    const resolver = createResolver(JSON.stringify({ flags: { model: definition } }));
    return [{}, { targetingKey: "" }, { email: "x@example.com" }].map(
      (context) => resolver.resolve("model", context).variant,
    );
  });
  const before = ["stable", "stable", "candidate"];
  expect(answers).toEqual([before, before, before, before, ["candidate", "candidate", "candidate"]]);
});

test("another rollout of the same plan begins with other users", () => {
  const [first, second] = [1, 2].map((number) => {
    const definition = flagOf({ ...STARTED, number, step: 3 });
    const resolver = createResolver(JSON.stringify({ flags: { model: definition } }));
    return Array.from({ length: 20_000 }, (_, user) => `u${user}`).filter(
      (targetingKey) => resolver.resolve("model", { targetingKey }).variant === "candidate",
    );
  });
  const both = (first ?? []).filter((user) => second?.includes(user) === true).length;
  // Of 5 % of 20,000 users 5 % have both by chance: 50.
  expect(isNear(both, 20_000, 0.0025)).toBe(true);
});
