import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { expect, test } from "vitest";
import { EXAMPLE_SUITE, suiteWith } from "./example-suite.ts";
import { parseSuite } from "./parse-suite.ts";
import { type Case, planSuite } from "./plan.ts";

const TESTS = [
  '  - { id: a, kind: mft, expect: positive, templates: ["{praise} {thing}"], sample: 3 }',
  '  - { id: b, kind: inv, perturb: { by: typos }, templates: ["{praise} {thing}", "{thing} {name}"] }',
  '  - { id: c, kind: inv, perturb: { by: vary, slot: name, take: 1 }, templates: ["{name} {thing}"], sample: 1 }',
  '  - { id: d, kind: dir, confidence: increases, perturb: { by: insert, words: very, before: praise, take: 1 }, templates: ["{praise}"] }',
];

function casesById(tests: readonly string[]): Map<string, readonly Case[]> {
  const plan = planSuite(suiteWith(tests.join("\n")));
  return new Map(plan.tests.map(({ test: { id }, cases }) => [id, cases]));
}

test("templates give every combination of their words, in order", () => {
  const plan = planSuite(parseSuite(EXAMPLE_SUITE, "suite.yml"));
  expect(plan.tests[0]?.cases.map(({ texts }) => texts)).toEqual([
    ["This is a good phone."],
    ["This is a good oven."],
    ["This is a great phone."],
    ["This is a great oven."],
    ["This is an excellent phone."],
    ["This is an excellent oven."],
  ]);
  expect(plan.tests[1]?.cases.map(({ texts }) => texts.length)).toEqual([3, 3]);
  // 6 + 2 + 6 cases; 6 * 1 + 2 * 3 + 6 * 3 texts.
  expect([plan.cases, plan.texts]).toEqual([14, 30]);
});

test("adding, removing or moving tests changes no case of any other", () => {
  const all = casesById(TESTS);
  fc.assert(
    fc.property(fc.shuffledSubarray(TESTS, { minLength: 1 }), (tests) => {
      for (const [id, cases] of casesById(tests)) expect(cases).toEqual(all.get(id));
    }),
  );
});

test("a further template leaves the cases of the others as they are", () => {
  const longer = TESTS.slice(0, 2).map((item) =>
    item.replace('templates: ["', 'templates: ["A {thing}, and {name}.", "'),
  );
  for (const [id, cases] of casesById([TESTS[1] ?? ""])) {
    const after = casesById(longer).get(id) ?? [];
    expect(after).toEqual(expect.arrayContaining([...cases]));
  }
});

test("a sample is drawn from the seed, and loses no case it had when it grows", () => {
  const sampled = (size: number, seed: number) => {
    const test = `  - { id: a, kind: mft, expect: positive, templates: ["{praise} {thing} {name}"], sample: ${size} }`;
    return (planSuite(suiteWith(test), seed).tests[0]?.cases ?? []).map(({ id }) => id);
  };
  expect(sampled(5, 1)).toHaveLength(5);
  expect(sampled(5, 1)).toEqual(sampled(5, 1));
  expect(sampled(5, 1)).not.toEqual(sampled(5, 2));
  expect(sampled(9, 1)).toEqual(expect.arrayContaining(sampled(5, 1)));
  expect(sampled(99, 1)).toHaveLength(18);
});

test("equal texts are one case", () => {
  const cases = casesById(['  - { id: a, kind: mft, expect: positive, templates: ["{thing}", "{thing}"] }']).get("a");
  expect(cases).toHaveLength(2);
});

test("a case of a varied slot is the same whatever the slot's first word is", () => {
  const test = '  - { id: a, kind: inv, perturb: { by: vary, slot: name }, templates: ["{name} {thing}"] }';
  const text = EXAMPLE_SUITE.slice(0, EXAMPLE_SUITE.indexOf("tests:"));
  const ids = (lexicon: string) =>
    planSuite(parseSuite(`${text.replace("[Ann, Bo, Cleo]", lexicon)}tests:\n${test}`, "s")).tests[0]?.cases.map(
      ({ id }) => id,
    );
  expect(ids("[Zoe, Ann]")).toEqual(ids("[Ann, Bo, Cleo]"));
});

test("more combinations or texts than fit are a UserError that names the test", () => {
  const words = (count: number) => `[${Array.from({ length: count }, (_, index) => `w${index}`).join(", ")}]`;
  const suite = (count: number, test: string) =>
    parseSuite(`name: big\nclasses: [x]\nlexicons: { w: ${words(count)}, v: ${words(count)} }\ntests:\n${test}`, "s");
  const product = '  - { id: huge, kind: mft, expect: x, templates: ["{w} {v}"] }';
  expect(() => planSuite(suite(500, product))).toThrow(UserError);
  expect(() => planSuite(suite(500, product))).toThrow(/test huge: more than 200000 combinations/);
  const texts = '  - { id: wide, kind: inv, perturb: { by: vary, slot: v }, templates: ["{w} {v}"] }';
  expect(() => planSuite(suite(800, texts))).toThrow(/test wide there are more than 500000 texts/);
});

test("texts too long for any memory are a UserError, sampled or not", () => {
  // 200 words of 2,000 characters in 600 slots: 240,000,000 characters from half a megabyte of suite.
  const words = Array.from({ length: 200 }, (_, index) => `${index}${"x".repeat(2_000)}`.slice(0, 2_000));
  const slots = "{w}".repeat(600);
  const suite = (more: string) =>
    `name: long\nclasses: [x]\nlexicons: { w: [${words.join(", ")}] }\ntests:\n  - { id: long, kind: ${more} }`;
  for (const more of [
    `mft, expect: x, templates: ["${slots}"]`,
    `mft, expect: x, sample: 1, templates: ["${slots}"]`,
    `inv, perturb: { by: vary, slot: w }, templates: ["${slots}"]`,
  ]) {
    expect(() => planSuite(parseSuite(suite(more), "s"))).toThrow(/test long: more than 200000000 characters/);
  }
});
