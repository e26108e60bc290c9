import { createRandom, type Random, seedFrom } from "@airworthy/stats";
import type { Question } from "./question.ts";
import { randomContext, randomRule } from "./random-rules.ts";

/** What rules may answer, and what it stands for in flags of each type. */
const NAMES = [
  "on",
  "off",
  "a",
  "b",
  "ab",
  "1",
  "2",
  "3",
  "1.5",
  "-1",
  "10",
  "18",
  "12345",
  "0.001",
  "true",
  "false",
  "null",
  "é",
  "用户",
];
const VALUES: readonly ((index: number) => unknown)[] = [
  (index) => `value ${index}`,
  (index) => index / 2,
  (index) => index % 2 === 0,
  (index) => ({ index, nested: { list: [index, null, "é"] } }),
  (index) => [index, "", 0, [], {}, false, "<&>"][index % 7],
];

const EVALUATORS = {
  isAdult: { ">=": [{ var: "age" }, 18] },
  isStaff: { and: [{ var: "email" }, { ends_with: [{ var: "email" }, "@example.com"] }] },
  half: {
    fractional: [
      ["a", 1],
      ["b", 1],
    ],
  },
};

/** So many flags with a rule each, and contexts to ask about. Rules are of one operator, or nested ones of all. */
export function randomFlags(seed: number, name: string, count: number, operator?: string): Question {
  const random = createRandom(seedFrom(seed, name));
  const entries = Array.from({ length: count }, (_, index) => {
    const rule = operator === undefined ? randomRule(random, 1 + random.integer(3)) : randomRule(random, 0, operator);
    return [`flag ${index}`, randomFlag(random, asked(random, rule))] as const;
  });
  const metadata = { flagSetId: name, version: 3 };
  return {
    definition: JSON.stringify({ flags: Object.fromEntries(entries), $evaluators: EVALUATORS, metadata }),
    flags: entries.map(([flag]) => flag),
    contexts: Array.from({ length: CONTEXTS }, () => randomContext(random)),
  };
}

const CONTEXTS = 5;

/** A rule's value as it is, or what conditions make of it. */
function asked(random: Random, rule: unknown): unknown {
  const ways = [
    rule,
    { if: [rule, "on", "off"] },
    { if: [rule, "on"] },
    { if: [{ "<": [rule, 0] }, "a", { "<": [rule, 1.5] }, "on", { "==": [rule, rule] }, "b", "off"] },
    { if: [{ "===": [rule, ["a", 1, null, true][random.integer(4)]] }, "on", "off"] },
    { if: [{ in: ["a", rule] }, "a", "off"] },
  ];
  return ways[random.integer(ways.length)];
}

function randomFlag(random: Random, targeting: unknown): object {
  const makeValue = VALUES[random.integer(VALUES.length)] ?? String;
  const variants = Object.fromEntries(NAMES.map((name, index) => [name, makeValue(index)]));
  const defaults = [{ defaultVariant: "off" }, { defaultVariant: "1" }, { defaultVariant: null }, {}];
  const metadata = { owner: "ann", version: random.integer(9), isOld: true };
  return {
    state: "ENABLED",
    variants,
    ...defaults[random.integer(defaults.length)],
    targeting,
    ...(random.integer(5) === 0 ? { metadata } : {}),
  };
}
