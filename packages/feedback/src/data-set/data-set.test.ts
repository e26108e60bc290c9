import { parseSuite, planSuite } from "@airworthy/behavior";
import { sha256 } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { HASH, rowOf } from "../../fixtures/rows.ts";
import { tombstoneOf } from "../clean/remove.ts";
import type { FeedbackRow } from "../row/feedback-row.ts";
import { asBehaviorCases, behaviorSuite } from "./behavior-cases.ts";
import type { DataSet } from "./data-set.ts";
import { asTrainingRows, examplesOf, splitExamples } from "./examples.ts";
import { feedbackRows, nextDataSet } from "./next-data-set.ts";
import { parseDataSet } from "./parse-data-set.ts";

const next = (rows: readonly FeedbackRow[], previous: DataSet | null = null, removed: readonly string[] = []) =>
  nextDataSet({
    previous,
    rows,
    tombstones: removed.map((reviewer) => tombstoneOf({ reviewer }, HASH)),
    hash: HASH,
    seed: 1,
  });

const said = (number: number, draft: Parameters<typeof rowOf>[1] = {}) =>
  rowOf(number, {
    kind: "wrong",
    text: null,
    input: `Input ${number}`,
    output: "negative",
    expected: "positive",
    ...draft,
  });

const textOf = ({ files }: DataSet, name: string) => files.find((file) => file.name === name)?.text ?? "";
const reread = (set: DataSet) => parseDataSet(textOf(set, "manifest.json"), textOf(set, "rows.jsonl"));

test("a version has its parent's digest, and is read back whole", () => {
  const first = next([said(1), said(2)]);
  const second = next([said(3)], first);
  expect(second.manifest).toMatchObject({
    version: 2,
    parent: { version: 1, sha256: sha256(textOf(first, "manifest.json")) },
  });
  expect(second.rows.length).toBe(3);
  expect(reread(second)).toEqual(second);
  expect(feedbackRows(reread(first))).toEqual([said(1), said(2)].toSorted((a, b) => (a.id < b.id ? -1 : 1)));
});

test("what changes nothing is the version before, byte for byte, in whatever order it is read", () => {
  const first = next([said(1), said(2)]);
  expect(next([said(2), said(1)], reread(first)).sha256).toBe(first.sha256);
  expect(next([said(2), said(1)]).files).toEqual(first.files);
});

test("the rows name nobody; the manifest says whence each is, by whom, and that it may be kept", () => {
  const set = next([said(1, { reviewer: "jane-doe" })]);
  expect(textOf(set, "rows.jsonl")).not.toContain("jane-doe");
  expect(set.manifest.provenance).toMatchObject([{ reviewer: "jane-doe", consent: true, source: { kind: "issue" } }]);
});

test("without consent nothing is data, and consent that is taken back takes the row out", () => {
  const none = next([said(1, { consent: null }), said(2, { consent: false })]);
  expect([none.rows, textOf(none, "rows.jsonl")]).toEqual([[], ""]);
  const withdrawn = next([said(1, { consent: false })], next([said(1), said(2)]));
  expect(withdrawn.rows.map(({ input }) => input)).toEqual(["Input 2"]);
});

test("whoever asks for removal vanishes from both files, and stays away when read again", () => {
  const first = next([said(1, { reviewer: "jane-doe" }), said(2)]);
  const second = next([], first, ["Jane-Doe"]);
  const third = next([said(1, { reviewer: "jane-doe" }), said(9, { reviewer: "jane-doe" }), said(2)], second);
  for (const set of [second, third]) {
    const written = set.files.map(({ text }) => text).join("");
    expect(written).not.toMatch(/jane|Input 1\b|Input 9/i);
    expect(set.rows.length).toBe(1);
    expect(set.manifest.tombstones.length).toBe(1);
  }
});

test("files that were edited are refused", () => {
  const set = next([said(1), said(2)]);
  const [manifest, rows] = [textOf(set, "manifest.json"), textOf(set, "rows.jsonl")];
  expect(() => parseDataSet(manifest, rows.replace("positive", "neutral"))).toThrow(/another digest/);
  expect(() => parseDataSet(manifest.replace('"consent": true', '"consent": false'), rows)).toThrow(/consent/);
  expect(() => parseDataSet("{", rows)).toThrow(/manifest.json is not JSON/);
  const swapped = { ...set.manifest, provenance: set.manifest.provenance.toReversed() };
  expect(() => parseDataSet(JSON.stringify(swapped), rows)).toThrow(/other rows/);
});

const SETTINGS = { classes: ["negative", "neutral", "positive"], disputes: [{ caseId: "c1" }] };

test("wrong answers teach what was expected, right ones what was answered; the rest is counted", () => {
  const { rows } = next([
    said(1),
    said(2, { kind: "right", expected: null }),
    said(3, { caseId: "c1" }),
    said(4, { input: null, text: "bad" }),
    said(5, { expected: null }),
    said(6, { expected: "great" }),
    said(7, { kind: "comment", text: "hm" }),
    said(8, { input: "Twice", expected: "neutral" }),
    said(9, { input: "Twice", expected: "positive" }),
  ]);
  const { examples, left } = examplesOf(rows, SETTINGS);
  expect(examples.map(({ input, answer }) => [input, answer]).sort()).toEqual([
    ["Input 1", "positive"],
    ["Input 2", "negative"],
  ]);
  expect(left).toEqual([
    { reason: "comment", count: 1 },
    { reason: "no-input", count: 1 },
    { reason: "no-answer", count: 1 },
    { reason: "disputed", count: 1 },
    { reason: "unknown-class", count: 1 },
    { reason: "contradicted", count: 2 },
  ]);
});

test("an example is a test or a training row, never both, whatever else there is", () => {
  const all = examplesOf(next(Array.from({ length: 200 }, (_, index) => said(index))).rows, SETTINGS).examples;
  const { tests, training } = splitExamples(all, { share: 0.5, seed: 1 });
  expect(tests.length + training.length).toBe(200);
  // Of 200 fair coins 70 to 130 heads, but for 2 of 100,000 times.
  expect(Math.abs(tests.length - 100)).toBeLessThan(30);
  const fewer = splitExamples(all.slice(50), { share: 0.5, seed: 1 });
  expect(fewer.tests).toEqual(tests.filter((example) => all.indexOf(example) >= 50));
  expect(splitExamples(all, { share: 1, seed: 1 }).training).toEqual([]);
  expect(() => splitExamples(all, { share: Number.NaN, seed: 1 })).toThrow(RangeError);
  expect(asTrainingRows(training).split("\n").length).toBe(training.length + 1);
});

test.each([
  ["classes", ["negative", "positive"]],
  ["text", null],
])("the suite of a model that answers with %s is one that test-behavior runs", async (_, classes) => {
  const { examples } = examplesOf(next([said(1, { language: "en" }), said(2)]).rows, { ...SETTINGS, classes });
  const values = asBehaviorCases(examples)
    .trim()
    .split("\n")
    .map((line, index) => ({ line: index + 1, values: new Map<string, unknown>(Object.entries(JSON.parse(line))) }));
  const nothing = () => {
    throw new Error("nothing else is read");
  };
  const suite = parseSuite(behaviorSuite({ id: "feedback", file: "feedback.jsonl", classes }), "suite.yml");
  const ports = {
    judge: () => null,
    async *readRows(file: string) {
      expect(file).toBe("feedback.jsonl");
      yield await Promise.resolve(values);
    },
    readLines: nothing,
    readText: nothing,
  };
  const { tests } = await planSuite(suite, "suite.yml", ports, { repeats: 1, shard: null });
  const cases: unknown[] = [];
  for await (const chunk of tests[0]?.cases() ?? []) cases.push(...chunk);
  expect(tests.map(({ head }) => [head.id, head.maxNewFailures, head.slices])).toEqual([["feedback", 0, ["language"]]]);
  expect(cases).toMatchObject(
    examples.map(({ id, input }) => ({ id: `feedback/${id}`, inputs: [input], expected: { oneOf: ["positive"] } })),
  );
});

test("an id that no test can have is refused", () => {
  expect(() => behaviorSuite({ id: "a/b", file: "x", classes: null })).toThrow(/"a\/b" was given/);
});

test("an issue that was emptied is data no longer, nor one whose author took consent back under another name", () => {
  const first = next([said(1), said(2), said(3)]);
  const links = new Set([said(1).source.link]);
  const emptied = nextDataSet({ previous: first, rows: [], withdrawn: links, tombstones: [], hash: HASH, seed: 1 });
  expect(emptied.rows.map(({ id }) => id)).not.toContain(said(1).id);
  expect(emptied.rows).toHaveLength(2);
  const renamed = next([said(2, { reviewer: "ann-renamed", consent: false })], first);
  expect(renamed.rows.map(({ id }) => id)).not.toContain(said(2).id);
  expect(renamed.rows).toHaveLength(2);
});
