import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseMetadata } from "./metadata.ts";

function problem(text: string): string {
  try {
    parseMetadata(text, "model.yml");
  } catch (error) {
    return error instanceof UserError ? error.message : `a bug: ${error}`;
  }
  return "accepted";
}

test("every field of ModelPack's descriptor and config is read, from YAML and from JSON", () => {
  const fields = {
    createdAt: "2026-01-31T12:00:00Z",
    authors: ["Ada <ada@example.org>"],
    vendor: "Acme",
    family: "vader",
    title: "Review sentiment",
    description: "Tells praise from blame.",
    docURL: "https://example.org/doc",
    sourceURL: "https://example.org/source",
    datasetsURL: ["https://example.org/data"],
    revision: "a1b2c3",
    licenses: ["MIT", "Apache-2.0 OR GPL-2.0-only"],
    architecture: "lexicon",
    format: "json",
    paramSize: "7.5k",
    precision: "float32",
    quantization: "none",
    capabilities: { inputTypes: ["text"], outputTypes: ["other"], reasoning: false, languages: ["en"] },
  };
  expect(parseMetadata(JSON.stringify(fields), "model.json")).toEqual(fields);
  expect(parseMetadata("\ufefffamily: vader\r\nlicenses:\r\n  - MIT\r\n", "model.yml")).toEqual({
    family: "vader",
    licenses: ["MIT"],
  });
});

describe("what is not allowed is named with its field and what is allowed", () => {
  test.each([
    ["", "model.yml is empty"],
    ["# only a comment", "model.yml holds no fields"],
    ["[]", "model.yml holds no fields"],
    ["MIT", "model.yml holds no fields"],
    ["license: MIT", "license: unknown field; did you mean licenses?"],
    ["name: other", "name: unknown field"],
    ["licenses: MIT", 'licenses: "MIT" was given'],
    ["licenses: [1]", "licenses.0: 1 was given"],
    ["title: ''", "it must not be empty"],
    ["paramSize: 7000000", "paramSize: 7000000 was given"],
    ["paramSize: 6.75B", 'it must be a number and K, M, B, T or Q, such as "6.7B"'],
    ["createdAt: 2026-02-30", "it must be an RFC 3339 time"],
    ["capabilities: {languages: [eng]}", "it must be an ISO 639 code of two letters"],
    ["capabilities: {inputTypes: [smell]}", 'capabilities.inputTypes.0: "smell" was given'],
    ["capabilities: {reasoning: NaN}", "capabilities.reasoning"],
    [`title: ${"x".repeat(10_001)}`, "must have at most 10000 characters"],
    ["title: [", "model.yml, line 1: "],
    ["title: a\ntitle: b", "model.yml, line 2: "],
    ["title: !!js/function x", "model.yml, line 1: "],
    ["title: a\n---\ntitle: b", "model.yml, line 2: "],
    ["a: &a [x, x]\nauthors: *a", "model.yml cannot be read as YAML: Alias resolution is disabled"],
    ["x".repeat(1024 * 1024 + 1), "model.yml has 1048577 characters"],
  ])("%.40s", (text, message) => {
    expect(problem(text)).toContain(message);
  });
});

test("the line is named", () => {
  expect(problem("family: vader\n\npaprecision: float32\n")).toContain("line 3, paprecision: unknown field");
});

test("no text causes anything but metadata or a UserError", () => {
  const yamlish = fc.string({ unit: fc.constantFrom(..."abcl:-[]{}&*!|>'\"#%@\n\t ,?0.~") });
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), yamlish), (text) => {
      expect(problem(text)).not.toContain("a bug");
    }),
    { numRuns: 300 },
  );
});
