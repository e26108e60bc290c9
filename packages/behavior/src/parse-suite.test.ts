import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { expect, test } from "vitest";
import { EXAMPLE_SUITE, suiteWith } from "./example-suite.ts";
import { parseSuite } from "./parse-suite.ts";

function problem(text: string): string {
  try {
    parseSuite(text, "suite.yml");
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error instanceof Error ? error.message : "";
  }
  return "accepted";
}

const changed = (from: string, to: string) => problem(EXAMPLE_SUITE.replace(from, to));

test("a suite is read with its default, CheckList's tolerance of 0.1", () => {
  const suite = parseSuite(EXAMPLE_SUITE, "suite.yml");
  expect(suite.tests.map((item) => item.kind)).toEqual(["mft", "inv", "dir"]);
  expect(suite.tests[2]).toMatchObject({ tolerance: 0.1 });
  expect(suite.lexicons.get("praise")).toEqual(["good", "great", "excellent"]);
});

test("an unknown key is named with its line, and the nearest known one is offered", () => {
  expect(changed("    expect: positive", "    expect: positive\n    sampel: 3")).toContain(
    "line 14, tests.0.sampel: unknown field; did you mean sample?",
  );
  expect(changed("lexicons:", "lexicon:")).toContain("line 5, lexicon: unknown field; did you mean lexicons?");
  expect(changed("by: vary, slot: name", "by: vary, slott: name")).toContain("did you mean slot?");
});

test("a wrong value is named with its line, what was given and what is allowed", () => {
  expect(changed("kind: mft", "kind: mtf")).toContain(
    'line 12, tests.0.kind: "mtf" was given; ("mft" | "inv" | "dir")',
  );
  expect(changed("seed: 7", "seed: 1.5")).toMatch(/line 3, seed: 1.5 was given/);
  expect(changed("seed: 7", "seed: .nan")).toMatch(/line 3, seed: NaN was given/);
  expect(changed("name: example", "name: ../x")).toMatch(/line 2, name: "..\/x" was given/);
  expect(changed("    kind: mft", "    kind: mft\n    max-failure-rate: 20")).toMatch(/max-failure-rate: 20 was given/);
});

test("a name that is known nowhere in the suite is told with its line and the nearest known one", () => {
  expect(changed("expect: positive", "expect: postive")).toBe(
    'suite.yml, line 13: tests.0.expect: unknown class "postive"; did you mean positive?',
  );
  expect(changed("{a:praise} {thing}", "{a:prais} {thing}")).toBe(
    'suite.yml, line 14: tests.0.templates.0: unknown lexicon "prais"; did you mean praise?',
  );
  expect(changed("words: very", "words: vry")).toMatch(/perturb.words: unknown lexicon "vry"; did you mean very/);
  expect(changed("{name} likes the", "He likes the")).toMatch(/the slot \{name\}, which the perturbation changes/);
  expect(changed("[Ann, Bo, Cleo]", "[Ann, Ann]")).toMatch(/nothing can vary/);
  expect(changed("- id: names", "- id: praise")).toMatch(/line 15: tests.1.id: praise is the id of an earlier test/);
  expect(changed("{a:praise} {thing}.", "{a:praise} {thing.")).toMatch(/a brace belongs to no slot/);
});

test("lexicons and tests may bear the names of an object's own machinery", () => {
  const text = EXAMPLE_SUITE.replace("  thing:", "  constructor: [x]\n  __proto__: [y]\n  thing:").replace(
    "id: praise",
    "id: __proto__",
  );
  const suite = parseSuite(text, "suite.yml");
  expect(suite.lexicons.get("constructor")).toEqual(["x"]);
  expect(suite.lexicons.get("__proto__")).toEqual(["y"]);
  expect(suite.tests[0]?.id).toBe("__proto__");
  expect(changed("{thing}.", "{toString}.")).toMatch(/unknown lexicon "toString"/);
});

test("what the schema's words cannot say is said in ours", () => {
  expect(changed("  praise: [", "  good words: [")).toMatch(
    /line 6, lexicons.good words: "good words" was given; it must be a name of letters/,
  );
  expect(problem("name: x\nclasses: [a]\nlexicons: [b]\ntests: []")).toMatch(
    /line 3, lexicons: a list was given; it must be a mapping from names to lists of words/,
  );
  expect(changed("[phone, oven]", '[phone, "\\uD800"]')).toMatch(/lexicons.thing.1: .+ must be whole characters/);
  for (const seed of ["1.5", "1e400", "9007199254740992"]) {
    expect(changed("seed: 7", `seed: ${seed}`)).toMatch(/line 3, seed: .+ was given; it must be a whole number/);
  }
});

test("text that is no single plain YAML document is refused", () => {
  expect(problem("")).toMatch(/suite.yml is empty/);
  expect(problem("a: [")).toMatch(/suite.yml, line 1: /);
  expect(problem("a: 1\na: 2")).toMatch(/line 2: the key "a" is there twice/);
  expect(problem(`${EXAMPLE_SUITE}---\nname: two\n`)).toMatch(/multiple documents/);
  expect(problem("name: !!js/function 'function () {}'")).toMatch(/line 1: Unresolved tag/);
  expect(problem("x".repeat(1_048_577))).toMatch(/at most 1048576 are allowed/);
});

test("aliases that multiply and nesting without end are refused", () => {
  const bomb = ["a: &a [x,x,x,x,x,x,x,x,x]"];
  for (let level = 0; level < 9; level++) {
    const [from, to] = ["abcdefghij"[level], "abcdefghij"[level + 1]];
    bomb.push(`${to}: &${to} [${Array.from({ length: 9 }, () => `*${from}`).join(",")}]`);
  }
  expect(problem(bomb.join("\n"))).toMatch(/cannot be read as YAML: .*alias/i);
  expect(problem("[".repeat(100_000))).toMatch(/suite.yml/);
});

test("no text at all makes the parser throw anything but a UserError", () => {
  const lines = EXAMPLE_SUITE.split("\n");
  const edited = fc
    .tuple(fc.nat(lines.length - 1), fc.string(), fc.nat(20))
    .map(([line, text, at]) => lines.with(line, `${lines[line]?.slice(0, at)}${text}`).join("\n"));
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), edited), (text) => {
      expect(problem(text)).not.toBe("");
    }),
  );
});

test("an expectation may be one class or several", () => {
  const suite = suiteWith('  - { id: t, kind: mft, expect: [neutral, positive], templates: ["{thing}"] }');
  expect(suite.tests[0]).toMatchObject({ expect: ["neutral", "positive"] });
});
