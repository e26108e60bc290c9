import { describe, expect, test } from "vitest";
import { conformsEach } from "../../../../../test/harness/conforms.ts";
import { measured, type Row, sideFor } from "../../../fixtures/side.ts";
import { parseMetric } from "../parse-metric.ts";

const CONTEXT = { positive: null, isMultiLabel: false };

const on = (metric: string, ...rows: Row[]) => measured(parseMetric(metric, CONTEXT), rows);

describe("published numbers", () => {
  conformsEach({
    area: "Metrics",
    claim: "metrics of rankings",
    peer: "the documentation of scikit-learn and RecList",
  });
  test("scikit-learn's documented NDCG: relevance 10 0 0 1 5, scores .1 .2 .3 4 70", () => {
    const label = { a: 10, b: 0, c: 0, d: 1, e: 5 };
    const row = { label, prediction: ["e", "d", "c", "b", "a"] };
    // ndcg_score is 0.69..., dcg_score 9.49...
    expect(on("ndcg", row)).toBeCloseTo(0.6956940443813076, 14);
    expect(on("dcg", row)).toBeCloseTo(9.499457825916874, 14);
    // With scores .05 1.1 1. .5 .0 and k=4 it is 0.35...
    const expected = (1 / 2 + 10 / Math.log2(5)) / (10 + 5 / Math.log2(3) + 1 / 2);
    expect(on("ndcg(k=4)", { label, prediction: ["b", "c", "d", "a", "e"] })).toBeCloseTo(expected, 14);
    expect(on("ndcg@4", { label, prediction: ["a", "e", "d", "b", "c"] })).toBe(1);
  });

  test("RecList's documented hit rate 0.5, reciprocal rank 0.25 and precision 0.75", () => {
    const first = { label: [5, 1, 0], prediction: [2, 1, 4] };
    const second = { label: [2, 1, 0], prediction: [3, 6, 2] };
    expect(on("hit-rate(k=2)", { label: [5, 1, 0], prediction: [1, 2, 4] }, second)).toBe(0.5);
    expect(on("mrr(k=2)", first, second)).toBe(0.25);
    expect(on("precision-at(k=2)", first, { ...second, prediction: [0, 1, 2] })).toBe(0.75);
  });
});

describe("by hand", () => {
  const row = { label: ["a", "b", "c"], prediction: ["a", "x", "b", "y"] };

  test("queries that hit at the first, second and third place and not at all", () => {
    const rows = [["x"], ["-", "x"], ["-", "+", "x"], ["-", "+", "*"]].map((prediction) => ({
      label: ["x"],
      prediction,
    }));
    expect([1, 2, 3].map((k) => on(`hit@${k}`, ...rows))).toEqual([0.25, 0.5, 0.75]);
    expect([1, 2, 3].map((k) => on(`mrr@${k}`, ...rows))).toEqual([1 / 4, 3 / 8, (1 + 1 / 2 + 1 / 3) / 4]);
  });

  test("average precision is over the relevant items, or as many as could stand in k places", () => {
    expect(on("map", row)).toBeCloseTo((1 + 2 / 3) / 3, 15);
    expect(on("map(k=2)", row)).toBe(1 / 2);
    expect(on("map(k=1)", row)).toBe(1);
  });

  test("precision counts places that nothing was ranked on", () => {
    expect(on("precision@10", row)).toBe(0.2);
    expect(on("recall@10", row)).toBeCloseTo(2 / 3, 15);
  });

  test("exponential gain is 2 to the power of the relevance, less 1", () => {
    const graded = { label: { a: 3, b: 1 }, prediction: ["b", "a"] };
    const best = 7 + 1 / Math.log2(3);
    expect(on("dcg(gain=exponential)", graded)).toBeCloseTo(1 + 7 / Math.log2(3), 14);
    expect(on("ndcg(gain=exponential)", graded)).toBeCloseTo((1 + 7 / Math.log2(3)) / best, 14);
    expect(on("ndcg(gain=Linear)", graded)).toBe(on("ndcg", graded));
  });

  test("nothing ranked scores 0", () => {
    for (const metric of ["ndcg", "map", "mrr", "hit@1", "precision@1", "recall@1"]) {
      expect(on(metric, { label: ["a"], prediction: [] }), metric).toBe(0);
    }
  });

  test("coverage is of the catalogue, by all who are shown anything", () => {
    const rows = [{ prediction: ["a", "b"] }, { prediction: ["b"] }, { prediction: [] }];
    expect(on("coverage(catalogue=8)", ...rows)).toBe(0.25);
    expect(() => on("coverage", ...rows)).toThrow(/coverage: catalogue is missing/);
  });

  test("coverage's influence is what it loses without each row", () => {
    const metric = parseMetric("coverage(catalogue=10)", CONTEXT);
    if (metric.kind !== "rows") throw new Error("no metric of rows");
    const rows = [["a", "b", "c"], ["c"], ["d"]].map((prediction) => ({ prediction }));
    const prepared = metric.prepare(sideFor(metric, rows), Uint32Array.of(0, 1, 2));
    // Alone they recommend 2, 0 and 1: three rows times the distance from the mean, of ten items.
    expect([...(prepared.influence?.() ?? [])]).toEqual([0.3, -0.3, 0].map((value) => expect.closeTo(value, 15)));
    expect(prepared.value([1, 0, 1])).toBe(0.4);
  });
});

describe("what stands in cells", () => {
  test("CSV's texts hold JSON or items apart by |", () => {
    expect(on("mrr", { label: '["a"]', prediction: "b|a" })).toBe(0.5);
    expect(on("ndcg", { label: '{"a": 2}', prediction: "a | b" })).toBe(1);
    expect(on("mrr", { label: "a", prediction: "" })).toBe(0);
  });

  test("an item __proto__ is an item like others", () => {
    expect(on("ndcg", { label: '{"__proto__": 2}', prediction: ["__proto__"] })).toBe(1);
    expect(on("mrr", { label: ["a"], prediction: ["constructor", "a"] })).toBe(0.5);
  });

  test("an item ranked twice is an error", () => {
    expect(() => on("mrr", { label: ["a"], prediction: ["b", "a", "b"] })).toThrow(
      /^prediction ranks its item 3 twice/,
    );
    expect(() => on("mrr", { label: ["a"], prediction: [1, "1"] })).toThrow(/^prediction ranks its item 2 twice/);
  });

  test.each([
    [{ label: null, prediction: [] }, /label is null; a list of items is allowed/],
    [{ label: ["a"], prediction: null }, /prediction is null/],
    [{ label: ["a"], prediction: [["b"]] }, /an item of prediction is a list; a text or a number is allowed/],
    [{ label: { a: "2" }, prediction: [] }, /a gain of label is a text; a number from 0 to 1000/],
    [{ label: { a: -1 }, prediction: [] }, /a gain of label is a number; a number from 0 to 1000/],
  ])("%j is refused", (row, message) => {
    expect(() => on("mrr", row)).toThrow(message);
  });

  test.each(["ndcg", "map", "recall@3"])("%s of a query without relevant items is refused", (metric) => {
    expect(() => on(metric, { label: [], prediction: ["a"] })).toThrow(/label names no relevant item/);
    expect(() => on(metric, { label: { a: 0 }, prediction: ["a"] })).toThrow(/label names no relevant item/);
  });
});

test("places are whole numbers from 1", () => {
  expect(() => parseMetric("ndcg(k=0)", CONTEXT)).toThrow(/ndcg: k is "0"; a whole number from 1 on/);
  expect(() => parseMetric("ndcg(k=2.5)", CONTEXT)).toThrow(/ndcg: k is "2.5"; a whole number from 1 on/);
  expect(() => parseMetric("hit-rate", CONTEXT)).toThrow(/hit-rate: k is missing/);
  expect(() => parseMetric("ndcg(gain=cubic)", CONTEXT)).toThrow(/gain is "cubic"; linear or exponential is allowed/);
});
