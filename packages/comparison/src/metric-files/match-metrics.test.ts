import { expect, test } from "vitest";
import { matchMetrics } from "./match-metrics.ts";
import { readMetricFile } from "./read-metric-file.ts";

function match(candidate: unknown, baseline: unknown) {
  const read = (value: unknown) => readMetricFile(JSON.stringify(value), "m.json");
  return matchMetrics(read(candidate), read(baseline));
}

test("metrics meet by name, in the candidate's order, and the rest is listed", () => {
  const { pairs, missing, added } = match({ b: 3, a: 1, fresh: 9 }, { a: 2, b: 4, stale: 8 });
  expect(pairs.map(({ candidate, baseline }) => [candidate.name, candidate.value, baseline.value])).toEqual([
    ["b", 3, 4],
    ["a", 1, 2],
  ]);
  expect(missing.map(({ baseline, maybe }) => [baseline.name, maybe])).toEqual([["stale", null]]);
  expect(added.map(({ name }) => name)).toEqual(["fresh"]);
});

test("a metric that only changed its name is guessed, by its value or by its name", () => {
  const { missing } = match(
    { test_f1: 0.8312, accurracy: 0.9, zero: 0, mae: 5 },
    { macro: 0.8312, accuracy: 0.91, none: 0, r2: 6 },
  );
  expect(missing.map(({ baseline, maybe }) => [baseline.name, maybe])).toEqual([
    ["macro", "test_f1"],
    ["accuracy", "accurracy"],
    ["none", null],
    ["r2", null],
  ]);
});

test("a value that two new metrics have is no hint", () => {
  expect(match({ one: 0.5, two: 0.5 }, { completely: 0.5 }).missing[0]?.maybe).toBeNull();
});

test("what stands in a metric's place instead of a number is said", () => {
  expect(match({ a: 1, loss: [1] }, { a: 1, loss: 0.5 }).missing).toMatchObject([
    { baseline: { name: "loss" }, given: "a list", maybe: null },
  ]);
  // A null was meant as a number: the pair is there, and cannot be compared.
  expect(match({ loss: null }, { loss: 0.5 }).pairs).toMatchObject([
    { candidate: { problem: "is null; a number is allowed" } },
  ]);
});

test("values in different units cannot be compared", () => {
  const bench = (unit: string) => [{ name: "time", unit, value: 5 }];
  expect(match(bench("ns"), bench("ms")).pairs[0]?.problem).toBe("is in ns, but was in milliseconds");
  expect(match(bench("s"), bench("seconds")).pairs[0]?.problem).toBeNull();
});

test("names that objects have of themselves meet too", () => {
  const [candidate, baseline] = ['{"__proto__": 1, "constructor": 2}', '{"constructor": 3, "__proto__": 4}'].map(
    (text) => readMetricFile(text, "m.json"),
  );
  if (candidate === undefined || baseline === undefined) throw new Error("there are two");
  expect(matchMetrics(candidate, baseline).pairs.map((pair) => pair.baseline.value)).toEqual([4, 3]);
});

test("many metrics that all have other names take no time to speak of", () => {
  const many = (prefix: string) =>
    Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`${prefix}${n}`, n + 0.5]));
  const { missing } = match(many("now"), many("before"));
  expect(missing[7]).toMatchObject({ baseline: { name: "before7" }, maybe: "now7" });
});
