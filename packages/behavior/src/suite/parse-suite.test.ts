import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { expect, test } from "vitest";
import { EXAMPLE_SUITE, planText } from "./example-suite.ts";

async function problem(text: string): Promise<string> {
  try {
    await planText(text);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error instanceof Error ? error.message : "";
  }
  return "accepted";
}

const changed = (from: string, to: string) => problem(EXAMPLE_SUITE.replace(from, to));

test("an unknown key is named with its line, and the nearest known one is offered", async () => {
  expect(await changed("    expect: positive", "    expect: positive\n    sampel: 3")).toContain(
    "line 14, tests.0.sampel: unknown field; did you mean sample?",
  );
  expect(await changed("lexicons:", "lexicon:")).toContain("line 5, lexicon: unknown field; did you mean lexicons?");
  expect(await changed("by: vary, slot: name", "by: vary, slott: name")).toContain("did you mean slot?");
});

test("an unknown perturbation is told with its line and the nearest known one", async () => {
  expect(await changed("by: vary", "by: vari")).toMatch(/line 17, .*"vari" was given.*did you mean vary\?/);
});

test("a wrong value is named with its line, what was given and what is allowed", async () => {
  expect(await changed("kind: mft", "kind: mtf")).toContain(
    'line 12, tests.0.kind: "mtf" was given; ("mft" | "inv" | "dir")',
  );
  expect(await changed("[negative, neutral, positive]", "[positive, negative, positive]")).toMatch(
    /line 4, classes: .*must not have a class twice/,
  );
  expect(await changed("seed: 7", "seed: .nan")).toMatch(/line 3, seed: NaN was given/);
  expect(await changed("name: example", "name: ../x")).toMatch(/line 2, name: "..\/x" was given/);
  expect(await changed("    kind: mft", "    kind: mft\n    max-failure-rate: 20")).toMatch(
    /max-failure-rate: 20 was given/,
  );
  expect(await changed("    kind: mft", "    kind: mft\n    repeat: { times: 3, passes: 4 }")).toMatch(
    /repeat: .*no more passes than times/,
  );
  for (const seed of ["1.5", "1e400", "9007199254740992"]) {
    expect(await changed("seed: 7", `seed: ${seed}`)).toMatch(/line 3, seed: .+ was given; it must be a whole number/);
  }
});

test("a name that is known nowhere in the suite is told with its line and the nearest known one", async () => {
  expect(await changed("expect: positive", "expect: postive")).toBe(
    'suite.yml, line 13: tests.0.expect: unknown class "postive"; did you mean positive?',
  );
  expect(await changed("{a:praise} {thing}", "{a:prais} {thing}")).toBe(
    'suite.yml, line 14: tests.0.templates.0: unknown lexicon "prais"; did you mean praise?',
  );
  expect(await changed("words: very", "words: vry")).toMatch(/line 22: .*unknown lexicon "vry"; did you mean very/);
  expect(await changed("{name} likes the", "He likes the")).toMatch(
    /line 17: .*the slot \{name\} is not in the template/,
  );
  expect(await changed("- id: names", "- id: praise")).toMatch(/line 15: praise is the id of an earlier test/);
  expect(await changed("{a:praise} {thing}.", "{a:praise} {thing.")).toMatch(/line 14: .*a brace belongs to no slot/);
});

test("a test without cases, or with cases from two places, is told with its line", async () => {
  expect(await changed('    templates: ["It is {a:praise} {thing}."]\n', "")).toMatch(
    /line 11: tests.0.id: there are no cases; one of templates, examples, data is needed/,
  );
  expect(await changed("    expect: positive", "    expect: positive\n    examples: [good]")).toMatch(
    /line 14: tests.0.examples: the cases come from templates already/,
  );
});

test("a test that expects nothing is refused", async () => {
  expect(await changed("    expect: positive\n", "")).toMatch(/line 11: tests.0: it expects nothing/);
  expect(await changed("    confidence: increases\n", "")).toMatch(/line 19: tests.2: it expects nothing/);
});

test("a judge that is asked for and not there is refused before anything runs", async () => {
  const text = `name: chat\ntests:\n  - { id: a, kind: mft, examples: [hello], assert: [{ judge: { rubric: polite } }] }\n`;
  expect(await problem(text)).toMatch(/suite.yml, line 3: .*asks for a judge, and there is none/);
});

test("text that is no single plain YAML document is refused", async () => {
  expect(await problem("")).toMatch(/suite.yml is empty/);
  expect(await problem("a: [")).toMatch(/suite.yml, line 1: /);
  expect(await problem("a: 1\na: 2")).toMatch(/line 2: the key "a" is there twice/);
  expect(await problem(`${EXAMPLE_SUITE}---\nname: two\n`)).toMatch(/multiple documents/);
  expect(await problem("name: !!js/function 'function () {}'")).toMatch(/line 1: Unresolved tag/);
  expect(await problem("name: x\n")).toMatch(/must have tests, or imports/);
});

test("aliases that multiply and nesting without end are refused", async () => {
  const bomb = ["a: &a [x,x,x,x,x,x,x,x,x]"];
  for (let level = 0; level < 9; level++) {
    const [from, to] = ["abcdefghij"[level], "abcdefghij"[level + 1]];
    bomb.push(`${to}: &${to} [${Array.from({ length: 9 }, () => `*${from}`).join(",")}]`);
  }
  expect(await problem(bomb.join("\n"))).toMatch(/cannot be read as YAML: .*alias/i);
  expect(await problem("[".repeat(100_000))).toMatch(/suite.yml/);
});

test("no text at all makes the reader throw anything but a UserError", async () => {
  const lines = EXAMPLE_SUITE.split("\n");
  const edited = fc
    .tuple(fc.nat(lines.length - 1), fc.string(), fc.nat(20))
    .map(([line, text, at]) => lines.with(line, `${lines[line]?.slice(0, at)}${text}`).join("\n"));
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.json(), edited), async (text) => {
      expect(await problem(text)).not.toBe("");
    }),
  );
});
