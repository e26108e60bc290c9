import { readYaml } from "@airworthy/evidence";
import { makeVisible } from "@airworthy/report";
import fc from "fast-check";
import { expect, test } from "vitest";
import { yamlWord } from "./yaml-word.ts";

const anything = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string(),
  fc.constantFrom(
    "no",
    "Null",
    "~",
    "1e3",
    "0x1",
    "- a",
    "#",
    "__proto__",
    "constructor",
    "a: b",
    "\u2028",
    "\u0085",
    ".nan",
  ),
);

test("any text is read back as itself, as a value and as a key within braces, and shows all that it holds", () => {
  fc.assert(
    fc.property(anything, (text) => {
      const written = yamlWord(text);
      expect(makeVisible(written)).toBe(written);
      expect(readYaml(`a: ${written} # b\n`, "a.yml").value).toEqual({ a: text });
      const { value } = readYaml(`{ ${written}: 1 }`, "a.yml");
      expect(typeof value === "object" && value !== null && Object.keys(value)).toEqual([text]);
    }),
    { numRuns: 1000 },
  );
});

test("plain words have no quotes, and what some version of YAML takes for another type does", () => {
  expect(["macro-f1", "yelp", "no", "1", "on", "f-beta(beta=2)"].map(yamlWord)).toEqual([
    "macro-f1",
    "yelp",
    '"no"',
    '"1"',
    '"on"',
    '"f-beta(beta=2)"',
  ]);
});
