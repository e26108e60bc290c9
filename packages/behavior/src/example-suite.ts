import type { Answer } from "./model.ts";
import { parseSuite } from "./parse-suite.ts";
import type { BehaviorTest, Suite } from "./suite.ts";

/** A suite for this package's tests: one test of each kind. */
export const EXAMPLE_SUITE = `
name: example
seed: 7
classes: [negative, neutral, positive]
lexicons:
  praise: [good, great, excellent]
  thing: [phone, oven]
  name: [Ann, Bo, Cleo]
  very: [very, really]
tests:
  - id: praise
    kind: mft
    expect: positive
    templates: ["This is {a:praise} {thing}."]
  - id: names
    title: another name
    kind: inv
    perturb: { by: vary, slot: name }
    templates: ["{name} likes the {thing}."]
  - id: degrees
    kind: dir
    perturb: { by: insert, words: very, before: praise }
    confidence: increases
    templates: ["The {thing} is {praise}."]
`;

/** The example suite with other tests, as YAML that begins at its list item. */
export function suiteWith(tests: string): Suite {
  return parseSuite(`${EXAMPLE_SUITE.slice(0, EXAMPLE_SUITE.indexOf("tests:"))}tests:\n${tests}`, "suite.yml");
}

export function onlyTest(suite: Suite): BehaviorTest {
  const [test] = suite.tests;
  if (test === undefined) throw new Error("the suite has no test");
  return test;
}

/** An answer whose class is the one of the highest score. */
export function answer(negative: number, neutral: number, positive: number): Answer {
  const scores = new Map([
    ["negative", negative],
    ["neutral", neutral],
    ["positive", positive],
  ]);
  const best = [...scores].toSorted(([, a], [, b]) => b - a)[0];
  return { prediction: best?.[0] ?? "", scores };
}
