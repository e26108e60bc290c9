import { expect, test } from "vitest";
import { config, type Fields, importFiles, problem } from "./promptfoo-example.ts";

/** What our suite asserts for one assertion of promptfoo's, with the case's own text. */
async function asserted(assertion: Fields): Promise<unknown> {
  const { tests } = await importFiles(config([{ vars: { q: "a" }, assert: [assertion] }]));
  return [tests[0]?.fields["assert"], tests[0]?.items[0]?.[1] ?? null];
}

async function refused(assertion: Fields): Promise<string> {
  return await problem(config([{ vars: { q: "a" }, assert: [assertion] }]));
}

test("a text that must be met is the case's own, whatever the way of meeting it", async () => {
  const own = (...oneOf: string[]) => ({ oneOf });
  expect(await asserted({ type: "equals", value: "Paris" })).toEqual([[{ equals: "{expected}" }], own("Paris")]);
  expect(await asserted({ type: "equals", value: 4 })).toEqual([[{ equals: "{expected}" }], own("4")]);
  expect(await asserted({ type: "contains", value: "Paris" })).toEqual([[{ contains: "{expected}" }], own("Paris")]);
  expect(await asserted({ type: "icontains", value: "p" })).toEqual([
    [{ contains: "{expected}", "ignore-case": true }],
    own("p"),
  ]);
  expect(await asserted({ type: "starts-with", value: "Yes" })).toEqual([
    [{ "starts-with": "{expected}" }],
    own("Yes"),
  ]);
  expect(await asserted({ type: "contains-any", value: ["a", 1] })).toEqual([
    [{ contains: "{expected}" }],
    own("a", "1"),
  ]);
});

test("all others are asserted as they stand", async () => {
  const same: [Fields, Fields][] = [
    [{ type: "contains-all", value: ["a", "b"] }, { "contains-all": ["a", "b"] }],
    [
      { type: "icontains-all", value: "a, b" },
      { "contains-all": ["a", "b"], "ignore-case": true },
    ],
    [{ type: "regex", value: "^\\d{4}$" }, { matches: "^\\d{4}$" }],
    [{ type: "is-json" }, { json: true }],
    [{ type: "is-json", value: { type: "object" } }, { "json-schema": { type: "object" } }],
    [{ type: "is-json", value: '{"type":"array"}' }, { "json-schema": { type: "array" } }],
    [{ type: "equals", value: { a: 1 } }, { "json-schema": { const: { a: 1 } } }],
    [{ type: "is-refusal" }, { refusal: true }],
    [{ type: "cost", threshold: 0.01 }, { cost: { max: 0.01 } }],
    [{ type: "latency", threshold: 500 }, { latency: { max: 500 } }],
    [{ type: "llm-rubric", value: "polite", provider: "x:y" }, { judge: { rubric: "polite" } }],
    [{ type: "llm-rubric", value: "polite", threshold: 0.8 }, { judge: { rubric: "polite", "pass-at": 0.8 } }],
    [{ type: "not-contains", value: "sorry" }, { not: { contains: "sorry" } }],
    [{ type: "not-is-json" }, { not: { json: true } }],
    [{ type: "regex", value: "a", weight: 5, metric: "m" }, { matches: "a" }],
  ];
  for (const [foreign, ours] of same) expect(await asserted(foreign), JSON.stringify(foreign)).toEqual([[ours], null]);
});

test("code, and what has no equal here, is refused by its name and line, never left out of a case", async () => {
  const strange: [Fields, RegExp][] = [
    [{ type: "javascript", value: "output.length < 5" }, /javascript: code is not run/],
    [{ type: "not-python", value: "len(output)" }, /not-python: code is not run/],
    [{ type: "similar", value: "x", threshold: 0.8 }, /similar has no equal here/],
    [{ type: "levenshtein", value: "x", threshold: 3 }, /levenshtein has no equal/],
    [{ type: "toString" }, /toString has no equal/],
    [{ type: "contains", value: "file://a.txt" }, /its value is in another file/],
    [{ type: "contains", value: "a", transform: "output.trim()" }, /an assertion's "transform"/],
    [{ type: "contains", value: ["a"] }, /contains: its value must be a text/],
    [{ type: "contains", value: "the {expected} one" }, /a text with \{expected\} in it/],
    [{ type: "contains-all", value: 'a,"b,c"' }, /must be a list of texts/],
    [{ type: "regex", value: "(?=a)" }, /regex: .*RE2/],
    [{ type: "cost" }, /cost without a threshold/],
    [{ type: "is-json", value: "{" }, /no JSON Schema/],
    [{ value: "a" }, /an assertion that is none/],
  ];
  for (const [foreign, message] of strange) {
    const said = await refused(foreign);
    expect(said, JSON.stringify(foreign)).toMatch(message);
    expect(said).toMatch(/1 cases cannot be imported:\n {2}dir\/config\.yaml, line 1: /);
  }
});

test("a case without assertions would always pass, and one whose assertions only measure", async () => {
  const measured = [{ type: "javascript", value: "1", weight: 0 }];
  for (const assert of [undefined, [], measured]) {
    expect(await problem(config([{ vars: { q: "a" }, assert }]))).toMatch(/a case without assertions/);
  }
  const { tests } = await importFiles(config([{ vars: { q: "a" }, assert: [...measured, { type: "is-json" }] }]));
  expect(tests[0]?.fields["assert"]).toEqual([{ json: true }]);
});

test("a threshold over the list is all of it or any one of it; other shares are refused", async () => {
  const assert = ["a", "b", "c"].map((value) => ({ type: "regex", value }));
  const withThreshold = async (threshold: number, list: readonly Fields[] = assert) =>
    (await importFiles(config([{ vars: { q: "a" }, threshold, assert: list }]))).tests[0]?.fields["assert"];
  const all = [{ matches: "a" }, { matches: "b" }, { matches: "c" }];
  expect(await withThreshold(1)).toEqual(all);
  expect(await withThreshold(0.7)).toEqual(all);
  expect(await withThreshold(1 / 3)).toEqual([{ "any-of": all }]);
  await expect(withThreshold(0.5)).rejects.toThrow("a threshold of 0.5 over 3 assertions");
  await expect(withThreshold(0)).rejects.toThrow("a threshold of 0 over");
  await expect(withThreshold(0.5, [{ type: "llm-rubric", value: "x" }])).rejects.toThrow("a threshold of 0.5");
  await expect(withThreshold(1, [{ type: "regex", value: "a", weight: 2 }])).rejects.toThrow("a threshold of 1");
});

test("a set of assertions holds as one", async () => {
  const set = (more: Fields) => ({
    type: "assert-set",
    assert: [{ type: "regex", value: "a" }, { type: "is-json" }],
    ...more,
  });
  expect(await asserted(set({}))).toEqual([[{ "all-of": [{ matches: "a" }, { json: true }] }], null]);
  expect(await asserted(set({ threshold: 0.5 }))).toEqual([[{ "any-of": [{ matches: "a" }, { json: true }] }], null]);
  expect(await refused(set({ assert: [{ type: "python", value: "x" }] }))).toMatch(/python: code/);
  expect(await refused(set({ transform: "output.trim()" }))).toMatch(/an assertion's "transform"/);
});
