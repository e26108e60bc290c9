import { describe, expect, test } from "vitest";
import { conformsEach } from "../../../test/harness/conforms.ts";
import { createResolver } from "./create-resolver.ts";

const SUITS = [
  ["clubs", 25],
  ["diamonds", 25],
  ["hearts", 25],
  ["spades", 25],
];

/** The variant that a rule on the flag `key` finds. */
function divided(key: string, rule: unknown, context: object): string | undefined {
  const names = [...JSON.stringify(rule).matchAll(/"(\w+)"/g)].map(([, name]) => [name, name]);
  const flags = { [key]: { state: "ENABLED", variants: Object.fromEntries(names), targeting: rule } };
  return createResolver(JSON.stringify({ flags })).resolve(key, { ...context }).variant;
}

describe("the rows of flagd's testbed, tag @fractional-v2", () => {
  conformsEach({ area: "Flags and experiments", claim: "rows of splits, fractional v2", peer: "flagd's testbed" });
  test.each([
    ["jack", "hearts"],
    ["queen", "spades"],
    ["ten", "clubs"],
    ["nine", "diamonds"],
    ["3", "clubs"],
  ])("the flag's key and %s: %s", (name, suit) => {
    const by = { cat: [{ var: "$flagd.flagKey" }, { var: "user.name" }] };
    expect(divided("fractional-flag", { fractional: [by, ...SUITS] }, { user: { name } })).toBe(suit);
  });

  test.each([
    ["seven", "hearts"],
    ["eight", "diamonds"],
    ["nine", "clubs"],
    ["two", "spades"],
  ])("a seed that flags share and %s: %s", (name, suit) => {
    const by = { cat: ["shared-seed", { var: "user.name" }] };
    expect(divided("whatever", { fractional: [by, ...SUITS] }, { user: { name } })).toBe(suit);
  });

  test.each([
    ["jon@company.com", "heads"],
    ["jane@company.com", "tails"],
  ])("no unit and %s: %s", (targetingKey, side) => {
    const rule = { fractional: [["heads"], ["tails", 1]] };
    expect(divided("fractional-flag-shorthand", rule, { targetingKey })).toBe(side);
  });

  test.each([
    ["ejOoVL", "lower"],
    ["bY9fO-", "lower"],
    ["SI7p-", "lower"],
    ["6LvT0", "upper"],
    ["ceQdGm", "upper"],
  ])("the edge %s: %s", (targetingKey, half) => {
    const rule = {
      fractional: [{ var: "targetingKey" }, ["lower", 50], ["upper", 50]],
    };
    expect(divided("fractional-hash-edge-flag", rule, { targetingKey })).toBe(half);
  });
});

test("a hash falls where 64-bit integers put it, at the greatest sum of weights too", () => {
  // By hand: h * (2^31 - 1) >> 32 is 2^31 - 2 for 2^32 - 1, and 2^30 - 1 for 2^31 - 1 and for 2^31 alike.
  const rule = {
    fractional: [
      { var: "targetingKey" },
      ["below", 1_073_741_823],
      ["middle", 1],
      ["above", 1_073_741_822],
      ["last", 1],
    ],
  };
  expect(divided("f", rule, { targetingKey: "ejOoVL" })).toBe("below");
  expect(divided("f", rule, { targetingKey: "SI7p-" })).toBe("middle");
  expect(divided("f", rule, { targetingKey: "6LvT0" })).toBe("middle");
  expect(divided("f", rule, { targetingKey: "ceQdGm" })).toBe("last");
});

test("a first share that grows at the same sum takes nobody's variant away", () => {
  const at = (weight: number, targetingKey: string) => {
    const shares = [
      ["canary", weight],
      ["stable", 1000 - weight],
    ];
    return divided("ranker", { fractional: shares }, { targetingKey });
  };
  for (let user = 0; user < 500; user++) {
    const variants = [10, 50, 250, 500, 1000].map((weight) => at(weight, `用户-${user}`));
    expect(variants).toEqual([...variants].sort().reverse());
  }
});
