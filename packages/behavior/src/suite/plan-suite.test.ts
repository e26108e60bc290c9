import { UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { casesOf, EXAMPLE_SUITE, NO_FILES, planText, WHOLE } from "./example-suite.ts";
import type { Plan } from "./plan.ts";
import { planCodeSuite } from "./plan-suite.ts";

const inputs = async (plan: Plan, id: string) => (await casesOf(plan, id)).map((item) => item.inputs);

test("a suite's cases are its templates filled, and changed as its tests say", async () => {
  const plan = await planText(EXAMPLE_SUITE);
  // 3 words of praise by 2 things; 2 things; 2 things by 3 words of praise.
  expect(plan.tests.map(({ head, expectedCases }) => [head.id, expectedCases])).toEqual([
    ["praise", 6],
    ["names", 2],
    ["intensifiers", 6],
  ]);
  expect(await inputs(plan, "praise")).toContainEqual(["It is an excellent phone."]);
  expect(await inputs(plan, "names")).toEqual([
    ["Ann likes the phone.", "Bo likes the phone.", "Cleo likes the phone."],
    ["Ann likes the oven.", "Bo likes the oven.", "Cleo likes the oven."],
  ]);
  expect((await inputs(plan, "intensifiers"))[0]).toEqual([
    "The phone is good.",
    "The phone is very good.",
    "The phone is really good.",
  ]);
});

test("heads tell the limits that a suite sets, the line of the test, and a run's repeats where a test has none", async () => {
  const limits = "    kind: mft\n    minimum-cases: 5\n    max-new-failures: 2\n    repeat: { times: 4, passes: 3 }";
  const plan = await planText(EXAMPLE_SUITE.replace("    kind: mft", limits), { repeats: 2 });
  expect(plan.tests[0]?.head).toEqual({
    id: "praise",
    title: "praise",
    capability: null,
    kind: "mft",
    maxFailureRate: null,
    maxNewFailures: 2,
    minimumCases: 5,
    repeat: { times: 4, passes: 3 },
    slices: [],
    line: 11,
  });
  expect(plan.tests[1]?.head.repeat).toEqual({ times: 2, passes: 2 });
});

test("adding, removing and moving tests changes no case of another", async () => {
  const typos =
    '  - { id: typos, kind: inv, perturb: { by: typos }, sample: 4, templates: ["The {thing} of {name} is {praise}."] }';
  const whole = await planText(`${EXAMPLE_SUITE}${typos}\n`);
  const [head = "", rest = ""] = EXAMPLE_SUITE.split("tests:\n");
  const first = await planText(`${head}tests:\n${typos}\n${rest}`);
  const alone = await planText(`${head}tests:\n${typos}\n`);
  expect(await casesOf(first, "typos")).toEqual(await casesOf(whole, "typos"));
  expect(await casesOf(alone, "typos")).toEqual(await casesOf(whole, "typos"));
  expect(await casesOf(first, "names")).toEqual(await casesOf(whole, "names"));
  expect(await casesOf(await planText(`${EXAMPLE_SUITE}${typos}\n`, { seed: 8 }), "typos")).not.toEqual(
    await casesOf(whole, "typos"),
  );
});

test("the shards of a plan have every case of it once", async () => {
  const all = await inputs(await planText(EXAMPLE_SUITE), "praise");
  const parts = await Promise.all(
    [1, 2, 3].map(async (index) => inputs(await planText(EXAMPLE_SUITE, { shard: { index, of: 3 } }), "praise")),
  );
  expect(parts.flat().toSorted()).toEqual(all.toSorted());
});

test("rows of a table are cases with their own ids, labels and slices", async () => {
  const suite = `
name: reviews
classes: [negative, positive]
tests:
  - id: reviews
    kind: mft
    data: { file: reviews.csv, input: text, label: stars, labels: { 1: negative, 5: positive }, id: key, slices: [site] }
`;
  const rows = [
    { line: 2, values: new Map(Object.entries({ key: "a", text: "fine", stars: "5", site: "x" })) },
    { line: 3, values: new Map(Object.entries({ key: "b", text: "awful", stars: "1", site: "y" })) },
  ];
  const asked: unknown[] = [];
  async function* readRows(file: string, columns: readonly string[] | null) {
    asked.push(file, columns?.toSorted());
    yield rows;
  }
  const plan = await planText(suite, {}, { readRows });
  expect(plan.tests[0]?.head.slices).toEqual(["site"]);
  expect(await casesOf(plan, "reviews")).toMatchObject([
    { id: "a", inputs: ["fine"], expected: { oneOf: ["positive"] }, slices: new Map([["site", "x"]]) },
    { id: "b", inputs: ["awful"], expected: { oneOf: ["negative"] }, slices: new Map([["site", "y"]]) },
  ]);
  expect(asked).toEqual(["reviews.csv", ["key", "site", "stars", "text"]]);
});

test("a suite that CheckList released is imported, and what its functions expect is said by the suite", async () => {
  const line = (name: string, type: string, cases: unknown[], labels: unknown) =>
    JSON.stringify({
      suite: "sentiment",
      name,
      type,
      capability: "Vocabulary",
      description: "",
      agg: type === "MFT" ? "all" : "all_except_first",
      total_cases: cases.length,
      range: [0, cases.flat().length],
      run_idxs: cases.map((_, index) => index),
      labels,
      cases,
    });
  const texts = [
    line("words", "MFT", ["good", "bad"], [2, 0]),
    line("names", "INV", [["Ann is", "Bo is"]], null),
    line("intensifiers", "DIR", [["good", "very good"]], null),
  ];
  async function* readLines() {
    yield { first: 1, texts };
  }
  const suite = (expected: string) =>
    `name: s\nclasses: [negative, neutral, positive]\nimports:\n  - { checklist: suite.jsonl${expected} }\n`;
  const plan = await planText(suite(", expect: { intensifiers: { confidence: increases } }"), {}, { readLines });
  expect(plan.tests.map(({ head }) => [head.kind, head.title, head.line])).toEqual([
    ["mft", "words", 4],
    ["inv", "names", 4],
    ["dir", "intensifiers", 4],
  ]);
  const words = await casesOf(plan, plan.tests[0]?.head.id ?? "");
  expect(words.map(({ inputs: [text], expected }) => [text, expected])).toEqual([
    ["good", { oneOf: ["positive"] }],
    ["bad", { oneOf: ["negative"] }],
  ]);
  await expect(planText(suite(""), {}, { readLines })).rejects.toThrow(/"intensifiers"/);
});

const codeSuite = (tests: unknown) =>
  planCodeSuite({ name: "code", classes: ["a", "b"], tests }, "suite.ts", NO_FILES, WHOLE);

test("a suite may be code: its own cases, its own judgement, beside tests like those of a file", async () => {
  const plan = await codeSuite([
    {
      id: "shorter",
      kind: "mft",
      cases: function* () {
        yield { input: "one" };
        yield { input: { text: "two" }, id: "second", expected: "b", slices: { lang: "en" } };
      },
      slices: ["lang"],
      single: ({ answer }: { answer: { prediction: string } }) => answer.prediction === "a",
    },
    { id: "declared", kind: "mft", expect: "a", examples: ["x"] },
  ]);
  expect(await casesOf(plan, "shorter")).toMatchObject([
    { id: expect.stringMatching(/^[0-9a-f]{16}$/), inputs: ["one"], expected: null },
    { id: "second", inputs: [{ text: "two" }], expected: { oneOf: ["b"] }, slices: new Map([["lang", "en"]]) },
  ]);
  expect(await inputs(plan, "declared")).toEqual([["x"]]);
  const [first] = await casesOf(plan, "shorter");
  if (first === undefined) throw new Error("no case");
  expect(plan.tests[0]?.expectation.judge(first, [{ prediction: "b", scores: null }])).toEqual([-1]);
});

test("what is wrong in a suite's code is told with the test and the case", async () => {
  await expect(planCodeSuite(undefined, "suite.ts", NO_FILES, WHOLE)).rejects.toThrow(/suite.ts exports no suite/);
  await expect(codeSuite([{ id: "x", kind: "mft", cases: [] }])).rejects.toThrow(
    /suite.ts: tests.0 .*must have one of judge, single and pairwise/s,
  );
  const plan = await codeSuite([{ id: "x", kind: "mft", cases: [{ input: "fine" }, { text: 1 }], single: () => true }]);
  await expect(casesOf(plan, "x")).rejects.toThrow(UserError);
  await expect(casesOf(plan, "x")).rejects.toThrow(/suite.ts: tests.0, case 2/);
  const made = async (cases: () => unknown) =>
    await casesOf(await codeSuite([{ id: "x", kind: "mft", cases, single: () => true }]), "x");
  expect(await made(async () => [{ input: "a" }])).toHaveLength(1);
  await expect(made(() => null)).rejects.toThrow(/tests\.0: its cases .*gave null; something to iterate is allowed/);
  const broken = function* () {
    yield { input: "a" };
    throw new TypeError("no network");
  };
  await expect(made(broken)).rejects.toThrow(
    new UserError("suite.ts: tests.0: its cases could not be made: no network"),
  );
});

test("what a test says for nothing is refused with its line", async () => {
  const suite = (fields: string) => `name: a\nseed: 1\ntests:\n  - id: a\n    kind: inv\n    ${fields}\n`;
  await expect(planText(suite("examples: [[a, b]]\n    unroll: true"))).rejects.toThrow(
    "suite.yml, line 7: tests.0.unroll: is for templates",
  );
  await expect(
    planText(suite("data: { file: a.csv, input: [x], slices: [y] }\n    perturb: { by: permute-rows }")),
  ).rejects.toThrow(
    "suite.yml, line 7: tests.0.perturb: permute-rows makes one case of several rows; leave out slices",
  );
});

test("originals that nothing changes are refused, since every case would be filtered", async () => {
  const suite = (fields: string) => `name: a\ntests:\n  - id: a\n    kind: inv\n    ${fields}\n`;
  for (const cases of ["templates: [a, b]", "templates: [[a, b]]\n    unroll: true", "examples: [a]"]) {
    await expect(planText(suite(cases)), cases).rejects.toThrow(
      "suite.yml, line 4: tests.0.kind: nothing changes the cases",
    );
  }
  await expect(planText(suite("data: { file: a.csv, input: text }"))).rejects.toThrow(/nothing changes the cases/);
  for (const cases of ["templates: [[a, b]]", "examples: [[a, b]]", "examples: [a]\n    perturb: { by: typos }"]) {
    expect((await planText(suite(cases))).tests, cases).toHaveLength(1);
  }
});

test("an error in a test keeps its remedy", async () => {
  const words = Array.from({ length: 4_000 }, (_, index) => `w${index}`).join(", ");
  const suite = `name: a\nlexicons: { w: [${words}] }\ntests: [{ id: a, kind: mft, templates: ["{w1} {w2}"], expect: a }]\n`;
  await expect(planText(suite)).rejects.toMatchObject({ remedy: expect.stringContaining("Shorten the lexicons") });
});
