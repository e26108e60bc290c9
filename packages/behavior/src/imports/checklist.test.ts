import { checkShape, UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checklistTests } from "./checklist.ts";
import { checklistSchema } from "./checklist-schema.ts";
import type { LineReader } from "./imported-test.ts";

type Fields = Readonly<Record<string, unknown>>;

const CLASSES = ["negative", "neutral", "positive"];

const MFT = { name: "words", type: "MFT", labels: [2, 0], cases: ["good", "bad"] };
const INV = {
  name: "typos",
  type: "INV",
  labels: null,
  cases: [
    ["good", "godo"],
    ["bad", "abd", "bda"],
  ],
};
const DIR = { name: "more", type: "DIR", labels: null, cases: [["good", "very good"]] };

function lines(tests: readonly (Fields | string)[]): LineReader {
  return async function* () {
    yield { first: 1, texts: tests.map((test) => (typeof test === "string" ? test : JSON.stringify(test))) };
  };
}

async function importAll(
  tests: readonly (Fields | string)[],
  spec: Fields = {},
  classes: readonly string[] | null = CLASSES,
) {
  const checked = checkShape(checklistSchema, { checklist: "a.jsonl", ...spec }, "suite");
  const imported = await checklistTests(checked, lines(tests), classes);
  return await Promise.all(
    imported.map(async ({ drafts, ...test }) => {
      const all = [];
      for await (const chunk of drafts()) all.push(...chunk);
      return { ...test, drafts: all };
    }),
  );
}

async function problem(
  tests: readonly (Fields | string)[],
  spec: Fields = {},
  classes: readonly string[] | null = CLASSES,
) {
  try {
    await importAll(tests, spec, classes);
  } catch (error) {
    if (error instanceof UserError) return `${error.message} | ${error.remedy ?? ""}`;
    throw error;
  }
  return "accepted";
}

describe("cases", () => {
  test("their order, inputs and labels are those of the file; an INV test expects nothing of its labels", async () => {
    const [mft, inv] = await importAll([MFT, { ...INV, labels: 0 }]);
    expect(mft?.drafts.map(({ inputs, expected }) => [inputs, expected])).toEqual([
      [["good"], { oneOf: ["positive"] }],
      [["bad"], { oneOf: ["negative"] }],
    ]);
    expect(mft).toMatchObject({ cases: 2, isLabelled: true, where: "a.jsonl, line 1 (words)" });
    expect(inv?.drafts.map(({ inputs, expected }) => [inputs, expected])).toEqual([
      [["good", "godo"], null],
      [["bad", "abd", "bda"], null],
    ]);
    expect(inv?.isLabelled).toBe(false);
  });

  test("one label is every case's; a text is a class's name", async () => {
    const [one, named] = await importAll([
      { ...MFT, labels: 1 },
      { ...MFT, name: "b", labels: ["neutral", "positive"] },
    ]);
    expect(one?.drafts.map(({ expected }) => expected)).toEqual([{ oneOf: ["neutral"] }, { oneOf: ["neutral"] }]);
    expect(named?.drafts.map(({ expected }) => expected)).toEqual([{ oneOf: ["neutral"] }, { oneOf: ["positive"] }]);
  });

  test("ids are of the inputs alone; a case that is there twice is counted twice", async () => {
    const [first] = await importAll([{ ...MFT, labels: 1, cases: ["a", "b", "a", "a"] }]);
    const [moved] = await importAll([{ ...MFT, name: "other", labels: 1, cases: ["b", "a"] }]);
    const ids = first?.drafts.map(({ id }) => id) ?? [];
    expect(ids).toEqual([ids[0], ids[1], `${ids[0]}-2`, `${ids[0]}-3`]);
    expect(first?.drafts.map(({ cluster }) => cluster)).toEqual([ids[0], ids[1], ids[0], ids[0]]);
    expect(moved?.drafts.map(({ id }) => id)).toEqual([ids[1], ids[0]]);
  });

  test("run_idxs pick among all cases, and are done where the file holds only the picked", async () => {
    const all = {
      ...MFT,
      total_cases: 4,
      cases: ["a", "b", "c", "d"],
      labels: [0, 1, 2, 0],
      run_idxs: [3, 1],
      range: [0, 2],
    };
    const picked = {
      ...MFT,
      name: "b",
      total_cases: 9,
      cases: ["d", "b"],
      labels: [0, 1],
      run_idxs: [8, 4],
      range: [2, 4],
    };
    for (const { drafts } of await importAll([all, picked])) {
      expect(drafts.map(({ inputs, expected }) => [inputs[0], expected])).toEqual([
        ["d", { oneOf: ["negative"] }],
        ["b", { oneOf: ["neutral"] }],
      ]);
    }
    expect(await problem([{ ...all, run_idxs: [3, 7] }])).toMatch(/there are 4 cases and 2 run_idxs of 4 in all/);
    expect(await problem([{ ...picked, run_idxs: [1] }])).toMatch(/2 cases and 1 run_idxs of 9/);
  });

  test("records are inputs too", async () => {
    const [test_] = await importAll([{ ...MFT, labels: 1, cases: [{ question: "a" }, [{ question: "b" }]] }]);
    expect(test_?.drafts.map(({ inputs }) => inputs)).toEqual([[{ question: "a" }], [{ question: "b" }]]);
  });
});

describe("expectations", () => {
  test("what the import says of a test are fields of it, beside its id, kind, name and capability", async () => {
    const expect_ = { more: { confidence: "increases", "skip-when-predicted": ["neutral"], "max-failure-rate": 0.1 } };
    const [test_] = await importAll([{ ...DIR, capability: "Vocabulary" }], { expect: expect_ });
    expect(test_?.fields).toEqual({
      id: "more",
      kind: "dir",
      title: "more",
      capability: "Vocabulary",
      ...expect_.more,
    });
  });

  test("a label can stand for something else than its class, as in CheckList's functions", async () => {
    const meanings = { words: { labels: { 2: { not: "negative" } } } };
    const [test_] = await importAll([MFT], { expect: meanings });
    expect(test_?.drafts.map(({ expected }) => expected)).toEqual([{ noneOf: ["negative"] }, { oneOf: ["negative"] }]);
    expect(test_?.fields).not.toHaveProperty("labels");
  });

  test("what the import expects goes before the labels", async () => {
    const [test_] = await importAll([MFT], { expect: { words: { expect: "neutral" } } });
    expect(test_).toMatchObject({ isLabelled: false, fields: { expect: "neutral" } });
    expect(test_?.drafts.every(({ expected }) => expected === null)).toBe(true);
  });

  test("tests of which nobody says what is expected are listed all at once, with the lines to add", async () => {
    const said = await problem([{ ...MFT, labels: null }, INV, DIR]);
    expect(said).toContain('a.jsonl: what 2 tests expect is not in the file: "words", "more"');
    expect(said).toContain('    "words": { expect: { not: CLASS } }\n    "more": { confidence: increases }');
    expect(await problem([{ ...MFT, labels: null }, INV, DIR], { except: ["words", "more"] })).toBe("accepted");
  });

  test("classes are the import's own, else the suite's; a label without a class is refused", async () => {
    const [test_] = await importAll([MFT], { classes: ["bad", "so-so", "good"] });
    expect(test_?.drafts[0]?.expected).toEqual({ oneOf: ["good"] });
    expect(await problem([{ ...MFT, labels: [2, 3] }])).toMatch(/a\.jsonl, line 1 \(words\): the label "3" is none/);
    expect(await problem([{ ...MFT, labels: ["great", "bad"] }])).toMatch(/the label "great" is none/);
    expect(await problem([MFT], {}, null)).toMatch(/no classes are declared/);
  });
});

test("only and except choose by name, and a name that is not there is refused with the nearest", async () => {
  const names = async (spec: Fields) => (await importAll([MFT, INV], spec)).map(({ fields }) => fields["title"]);
  expect(await names({ only: ["typos"] })).toEqual(["typos"]);
  expect(await names({ except: ["typos"] })).toEqual(["words"]);
  for (const spec of [{ only: ["typo"] }, { except: ["typo"] }, { expect: { typo: {} } }]) {
    expect(await problem([MFT, INV], spec)).toMatch(/^a\.jsonl has no test "typo"; did you mean "typos"\?/);
  }
  expect(await problem([MFT], { except: ["words"] })).toMatch(/leave no test/);
});

test("an import may not say what the file says", () => {
  for (const field of ["kind", "templates", "examples", "data"]) {
    const given = { checklist: "a", expect: { words: { [field]: "x" } } };
    expect(() => checkShape(checklistSchema, given, "suite"), field).toThrow("must have none of");
  }
});

test("what is no line of a released suite is refused with its line", async () => {
  const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
  const cases: [Fields | string, RegExp][] = [
    ["{", /line 2 is not JSON/],
    ["ada@example.org", /^a\.jsonl, line 2 is not JSON \| $/],
    ["[]", /line 2 is not valid/],
    [{ ...MFT, type: "XYZ" }, /type: "XYZ" was given/],
    [{ ...MFT, casess: [] }, /casess: unknown field; did you mean cases/],
    [{ ...MFT, agg: "all_except_first" }, /"agg" is "all_except_first"; of a test of type MFT "all" is allowed/],
    [{ ...MFT, labels: [1] }, /there are 1 labels for 2 cases/],
    [{ ...MFT, labels: [[1], 2] }, /labels/],
    [{ ...MFT, range: [0, 3] }, /the range is 0 to 3, but the cases have 2 inputs/],
    [{ ...MFT, cases: [] }, /cases: a list was given; it must not be empty/],
    [{ ...MFT, cases: ["a", []] }, /cases\.1: 0 inputs were given/],
    [{ ...MFT, cases: ["a", { field: "\ud800" }] }, /cases\.1: "the object" holds half a character/],
    [
      `{"name":"a","type":"MFT","labels":1,"cases":[{"a":${deep}}]}`,
      /cases\.0: "the object" is nested more than 64 deep/,
    ],
    [`{"name":"a","type":"MFT","labels":1,"cases":[${deep}]}`, /cases\.0: a list was given/],
    [{ ...MFT, cases: ["a", 7] }, /cases\.1: a number was given; a text, an object, or a list of them/],
    [{ ...MFT, cases: ["a", [["b"]]] }, /cases\.1: a list was given; a text, an object, or a list of them/],
    [INV, /lines 1 and 2 have the name "typos"/],
  ];
  for (const [line, message] of cases) expect(await problem([INV, line]), String(message)).toMatch(message);
  expect(await problem([""])).toMatch(/a\.jsonl has no tests/);
  const many = Array.from({ length: 1_001 }, (_, index) => ({ ...MFT, name: `t${index}` }));
  expect(await problem(many)).toMatch(/a\.jsonl has more than 1000 tests/);
});

test("whatever a line holds, tests come or a UserError", async () => {
  const field = fc.constantFrom(
    "name",
    "type",
    "labels",
    "cases",
    "run_idxs",
    "total_cases",
    "range",
    "agg",
    "capability",
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(MFT, INV, DIR), field, fc.jsonValue(), async (given, name, value) => {
      await problem([{ ...given, [name]: value }], { expect: {} });
    }),
  );
});
