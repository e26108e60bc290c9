import { expect, test } from "vitest";
import { needsWords, openedSlots } from "./open-slots.ts";
import { type PerturbedTest, perturbationProblem } from "./perturbation-problem.ts";
import type { PerturbationSpec } from "./registry.ts";

const lexicons = new Map([
  ["name", ["Ann", "Bo"]],
  ["one", ["word"]],
]);

function problemOf(specs: PerturbationSpec[], texts: string[][], more: Partial<PerturbedTest> = {}) {
  const templates = texts.map((group) => ({ texts: group, expected: null }));
  return perturbationProblem({ specs, templates, unroll: false, lexicons, ...more });
}

test("what fits has no problem", () => {
  expect(problemOf([{ by: "vary", slot: "name" }, { by: "typos" }], [["{name}"], ["{name} x"]])).toBeUndefined();
  expect(problemOf([{ by: "typos" }], [["a", "b"]], { unroll: true })).toBeUndefined();
  expect(problemOf([{ by: "permute-rows" }], [])).toBeUndefined();
});

test("a slot that a template has not, or that there is no template for, is named", () => {
  expect(problemOf([{ by: "vary", slot: "name" }], [["{name}"], ["{nane}"]])).toEqual({
    path: ["perturb"],
    message: 'the slot {name} is not in the template "{nane}"',
  });
  const insert: PerturbationSpec = { by: "insert", words: "name", before: "x" };
  expect(problemOf([{ by: "typos" }, insert], [])).toEqual({
    path: ["perturb", 1],
    message: "insert needs templates: it changes a slot of theirs",
  });
});

test("unknown lexicons, a single word, lists of texts and rows beside others are problems", () => {
  expect(problemOf([{ by: "insert", words: "nane", before: "x" }], [["{x}"]])?.message).toContain("did you mean name?");
  expect(problemOf([{ by: "vary", slot: "one" }], [["{one}"]])?.message).toContain("one word only");
  expect(problemOf([{ by: "protected", lexicon: "nam" }], [])?.message).toContain("did you mean name?");
  expect(problemOf([{ by: "append", phrases: ["{nme}"] }], [])?.message).toContain("did you mean name?");
  expect(problemOf([{ by: "typos" }], [["x"], ["a", "b"]])?.path).toEqual(["templates", 1]);
  expect(problemOf([{ by: "permute-rows" }, { by: "typos" }], [])?.message).toContain("cannot be combined");
});

test("vary opens slots; vary and insert need words", () => {
  const insert: PerturbationSpec = { by: "insert", words: "name", before: "x" };
  expect(openedSlots([{ by: "vary", slot: "name" }, insert])).toEqual(new Set(["name"]));
  expect([needsWords([insert]), needsWords([{ by: "typos" }])]).toEqual([true, false]);
});
