import { createResolver } from "@airworthy/flags";
import { expect, test } from "vitest";
import { definitionOf, keysOf, knowing, LATER, planOf, running } from "../../fixtures/example.ts";
import { addArm, dropArm } from "../moves/arms.ts";
import { splitAnew } from "../moves/split-anew.ts";
import { movedSlots } from "../slots/reassign.ts";
import { SLOTS } from "../slots/slots.ts";
import type { Experiment } from "../state/experiment.ts";
import { composeFlag } from "./compose-flag.ts";

const KEYS = keysOf(100_000);

function variantsOf(experiment: Experiment, keys: readonly string[] = KEYS): (string | undefined)[] {
  const resolver = createResolver(definitionOf([experiment]));
  return keys.map((targetingKey) => resolver.resolve(experiment.flag, { targetingKey }).variant);
}

function shareOf(variants: readonly unknown[], variant: string): number {
  return variants.filter((one) => one === variant).length / variants.length;
}

/** More than five standard deviations of a share of 100,000. */
const ROUGHLY = 0.008;

test("users come to the arms in the planned shares", () => {
  const arms = [
    { name: "control", digest: planOf(["control"]).arms[0]?.digest ?? "", weight: 7 },
    { name: "short", digest: planOf(["short"]).arms[0]?.digest ?? "", weight: 3 },
  ];
  const variants = variantsOf(running(planOf([], { arms })));
  expect(Math.abs(shareOf(variants, "control") - 0.7)).toBeLessThan(ROUGHLY);
  expect(Math.abs(shareOf(variants, "short") - 0.3)).toBeLessThan(ROUGHLY);
});

test("without a key, held out, or in another part of the namespace, a user gets what the flag gave before", () => {
  const flag = {
    state: "ENABLED",
    variants: { usual: "sha256:0" },
    defaultVariant: "usual",
    metadata: { owner: "ann" },
  };
  const experiment = { ...running(planOf(["control", "short"], { traffic: 4_000, holdout: 1_000 })), former: flag };
  const variants = variantsOf(experiment);
  // By hand: 90 % are not held out, and 40 % of these take part.
  expect(Math.abs(shareOf(variants, "usual") - (1 - 0.9 * 0.4))).toBeLessThan(ROUGHLY);
  expect(Math.abs(shareOf(variants, "short") - 0.18)).toBeLessThan(ROUGHLY);
  const resolver = createResolver(definitionOf([experiment]));
  expect(resolver.resolve("ranker", {})).toMatchObject({ variant: "usual", value: "sha256:0" });
  expect(resolver.resolve("ranker", { targetingKey: "" }).variant).toBe("usual");
  expect(composeFlag(experiment)).toMatchObject({ metadata: { owner: "ann", experiment: "prompts" } });
});

test("experiments of one namespace have no user in common, and none has one that is held out", () => {
  const shared = { namespace: "search", holdout: 500 };
  const first = running(planOf(["control", "short"], { ...shared, name: "a", flag: "a", traffic: 3_000 }));
  const second = running(planOf(["plain", "long"], { ...shared, name: "b", flag: "b", traffic: 7_000 }), [first]);
  const other = running(planOf(["old", "new"], { name: "c", flag: "c", namespace: "c", holdout: 500 }), [
    first,
    second,
  ]);
  const arms = new Set(["short", "long", "new", "control", "plain", "old"]);
  const outside = { state: "ENABLED", variants: { usual: "x" }, defaultVariant: "usual" };
  const resolver = createResolver(definitionOf([first, second, other].map((one) => ({ ...one, former: outside }))));
  let both = 0;
  let none = 0;
  for (const targetingKey of KEYS) {
    const [a, b, c] = ["a", "b", "c"].map((flag) => arms.has(resolver.resolve(flag, { targetingKey }).variant ?? ""));
    if (a && b) both++;
    if (!a && !b) none++;
    // The two fill the namespace: whoever is in neither is held out, of the third one too.
    expect(c).toBe(a || b);
  }
  expect(both).toBe(0);
  expect(Math.abs(none / KEYS.length - 0.05)).toBeLessThan(ROUGHLY);
});

test("an arm that is added takes its slots from the others, and nobody else changes arms", () => {
  const before = running(planOf(["control", "short"]));
  const plan = planOf(["control", "short", "long"]);
  const { after } = addArm(before, "long", plan, { ...knowing(["control", "short", "long"]), now: LATER });
  const [was, is] = [variantsOf(before), variantsOf(after)];
  const changed = KEYS.flatMap((_, index) => (was[index] === is[index] ? [] : [is[index]]));
  expect(new Set(changed)).toEqual(new Set(["long"]));
  expect(movedSlots(before.runs, after.runs)).toBe(3_333);
  expect(Math.abs(changed.length / KEYS.length - 0.3333)).toBeLessThan(ROUGHLY);
});

test("an arm that is dropped gives its slots to the others, and nobody else changes arms", () => {
  const before = running(planOf(["control", "short", "long"]));
  const { after } = dropArm(before, "short", LATER);
  const [was, is] = [variantsOf(before), variantsOf(after)];
  const changed = KEYS.flatMap((_, index) => (was[index] === is[index] ? [] : [was[index]]));
  expect(new Set(changed)).toEqual(new Set(["short"]));
  expect(changed.length).toBe(was.filter((variant) => variant === "short").length);
  expect(movedSlots(before.runs, after.runs)).toBe(3_333);
});

test("weights that move take users from the arms that lose alone", () => {
  const before = running(planOf(["control", "short", "long"]));
  const after = splitAnew(before, { arms: before.arms, slots: [2_000, 5_000, 3_000] }, LATER);
  const [was, is] = [variantsOf(before), variantsOf(after)];
  const changed = KEYS.flatMap((_, index) => (was[index] === is[index] ? [] : [[was[index], is[index]]]));
  expect(new Set(changed.map(([from]) => from))).toEqual(new Set(["control", "long"]));
  expect(new Set(changed.map(([, to]) => to))).toEqual(new Set(["short"]));
  // By hand: 3,334 and 3,333 slots lose 1,334 and 333.
  expect(movedSlots(before.runs, after.runs)).toBe(1_667);
});

test("every split of a flag has the same total, however often it was split", () => {
  let experiment = running(planOf(["control", "short", "long"], { traffic: 2_500, holdout: 100 }));
  for (const slots of [
    [1_000, 8_000, 1_000],
    [4_000, 2_000, 4_000],
  ]) {
    experiment = splitAnew(experiment, { arms: experiment.arms, slots }, LATER);
  }
  const totals = [
    ...JSON.stringify(composeFlag(experiment)).matchAll(/"fractional":\[(\{[^}]*\}[^}]*\})?(.*?)\]\]/g),
  ].map(([text]) => [...text.matchAll(/,(\d+)\]/g)].reduce((sum, [, slots]) => sum + Number(slots), 0));
  expect(totals).toEqual([SLOTS, SLOTS, SLOTS]);
});
