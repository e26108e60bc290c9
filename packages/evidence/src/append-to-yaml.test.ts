import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { appendToYaml } from "./append-to-yaml.ts";
import { readYaml } from "./yaml.ts";

const ENTRY = [
  ["who", "@ann"],
  ["on", "2026-01-10"],
  ["data", ["sha256:aa"]],
] as const;

test("a file that is not there, or empty, is begun", () => {
  const begun = 'signed:\n  - who: "@ann"\n    on: 2026-01-10\n    data:\n      - sha256:aa\n';
  for (const text of [null, "", "\n"]) expect(appendToYaml(text, "signed", ENTRY, "it.yml")).toBe(begun);
});

test("an entry comes last, and what people wrote stays", () => {
  const text = "# Who signed\nsigned:\n  # the first\n  - who: '@bob' # in person\n\nother: { a: 1 }\n";
  expect(appendToYaml(text, "signed", ENTRY, "it.yml")).toBe(
    "# Who signed\nsigned:\n  # the first\n  - who: '@bob' # in person\n" +
      '  - who: "@ann"\n    on: 2026-01-10\n    data:\n      - sha256:aa\n\nother: { a: 1 }\n',
  );
});

test("a list that is missing, null or empty is begun beside the rest", () => {
  for (const text of ["# only a comment\n", "other: 1\n", "other: 1\nsigned:\n", "other: 1\nsigned: []\n"]) {
    const { value } = readYaml(appendToYaml(text, "signed", [["who", "@ann"]], "it.yml"), "it.yml");
    expect(value, text).toMatchObject({ signed: [{ who: "@ann" }] });
  }
});

test("whatever a text holds, it is read back as it was", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 50 }), (text) => {
      const well = text.toWellFormed().replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFFFE\uFFFF\uFEFF]/g, "");
      const written = appendToYaml('signed:\n  - who: "@bob"\n', "signed", [["note", well]], "it.yml");
      expect(readYaml(written, "it.yml").value).toEqual({ signed: [{ who: "@bob" }, { note: well }] });
    }),
    { numRuns: 2_000 },
  );
});

describe("what is no such file is refused by name", () => {
  test.each([
    ["- a\n", /it\.yml: a mapping with signed/],
    ["signed: 3\n", /it\.yml: signed is no list/],
    ["a: 1\na: 2\n", /it\.yml, line 2: the key "a" is there twice/],
  ])("%j", (text, message) => {
    expect(() => appendToYaml(text, "signed", ENTRY, "it.yml")).toThrow(message);
  });
});
