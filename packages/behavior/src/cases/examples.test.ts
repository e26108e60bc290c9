import { expect, test } from "vitest";
import { textId } from "./case-id.ts";
import { type Example, exampleDrafts } from "./examples.ts";
import { collect } from "./test-drafts.ts";

function example(more: Partial<Example>): Example {
  return { inputs: ["a"], expected: null, id: null, slices: null, ...more };
}

test("an example is a draft of its own inputs, label, id, and of the slices that the test has", async () => {
  const slices = new Map([
    ["site", "imdb"],
    ["year", "2020"],
  ]);
  const source = exampleDrafts({
    examples: [example({}), example({ inputs: ["b", "c"], expected: { not: ["x"] }, id: "own", slices })],
    slices: ["site", "language"],
  });
  expect(await collect(source)).toEqual([
    { id: textId("a"), inputs: ["a"], origins: null, expected: null, slices: null, cluster: textId("a"), filled: null },
    {
      id: "own",
      inputs: ["b", "c"],
      origins: null,
      expected: { noneOf: ["x"] },
      slices: new Map([["site", "imdb"]]),
      cluster: "own",
      filled: null,
    },
  ]);
});

test("two examples of one id, or of one input without ids, are a UserError that names the second", () => {
  const twice = [example({}), example({ inputs: ["b"] }), example({})];
  expect(() => exampleDrafts({ examples: twice, slices: [] })).toThrow(
    "examples.2: the same input stands in an earlier",
  );
  const named = [example({ id: "__proto__" }), example({ inputs: ["b"], id: "__proto__" })];
  expect(() => exampleDrafts({ examples: named, slices: [] })).toThrow(
    'examples.1: the id "__proto__" stands in an earlier',
  );
});
