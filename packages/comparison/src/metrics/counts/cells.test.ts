import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Row, sideFor } from "../../../fixtures/side.ts";
import type { Metric } from "../metric.ts";
import { parseMetric } from "../parse-metric.ts";
import { countCells } from "./cells.ts";
import { emptyTally, tally } from "./tally.ts";

const accuracy = parseMetric("accuracy", { positive: null, isMultiLabel: false });
const subsets = parseMetric("accuracy", { positive: null, isMultiLabel: true });

type Triple = readonly [label: unknown, baseline: unknown, candidate: unknown, weight?: number];

function cellsOf(triples: readonly Triple[], metric: Metric = accuracy, classes: readonly string[] = []) {
  const rows = (at: 1 | 2) =>
    triples.map((triple): Row => {
      const weight = triple[3];
      return { label: triple[0], prediction: triple[at], ...(weight === undefined ? {} : { weight }) };
    });
  const candidate = sideFor(metric, rows(2), classes);
  const baseline = { ...sideFor(metric, rows(1), classes), name: "baseline.jsonl" };
  return countCells(candidate, baseline, Uint32Array.from(triples.keys()));
}

describe("cells of classes", () => {
  test("come by falling count, then by rising codes", () => {
    const cells = cellsOf([
      ["b", "b", "a"],
      ["a", "b", "a"],
      ["a", "a", "?"],
      ["b", "b", "a"],
    ]);
    expect([...cells.counts]).toEqual([2, 1, 1]);
    expect([...cells.labels]).toEqual([1, 0, 0]);
    expect([...cells.baseline]).toEqual([1, 0, 1]);
    expect([...cells.candidate]).toEqual([0, 2, 0]);
    expect(cells.weights).toBeNull();
  });

  test("count the rows asked for alone", () => {
    const side = sideFor(accuracy, [
      { label: "a", prediction: "a" },
      { label: "b", prediction: "a" },
      { label: "b", prediction: "b" },
    ]);
    const cells = countCells(side, side, Uint32Array.of(0, 2));
    expect([...cells.labels]).toEqual([0, 1]);
    expect([...cells.candidate]).toEqual([0, 1]);
  });

  test("part rows by weight, and -0 weighs what 0 does", () => {
    const cells = cellsOf([
      ["a", "a", "a", 2],
      ["a", "a", "a", 0.5],
      ["a", "a", "a", -0],
      ["a", "a", "a", 2],
      ["a", "a", "a", 0],
    ]);
    expect([...cells.counts]).toEqual([2, 2, 1]);
    expect([...(cells.weights ?? [])]).toEqual([0, 2, 0.5]);
    const { rows, right } = tally(cells, "candidate", cells.counts, emptyTally(cells.classes));
    expect([rows, right]).toEqual([4.5, 4.5]);
  });

  test("hold every row of any table, whatever their number", () => {
    const value = fc.constantFrom(...Array.from({ length: 40 }, (_, code) => `c${code}`));
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 3000 }), (triples) => {
        const classes = Array.from({ length: 40 }, (_, code) => `c${code}`);
        const cells = cellsOf(triples, accuracy, classes);
        const name = (codes: Uint32Array, cell: number) => cells.classes[codes[cell] ?? 0];
        const counted = new Map(
          Array.from(cells.counts, (count, cell) => [
            [name(cells.labels, cell), name(cells.baseline, cell), name(cells.candidate, cell)].join(),
            count,
          ]),
        );
        const expected = new Map<string, number>();
        for (const triple of triples) expected.set(triple.join(), (expected.get(triple.join()) ?? 0) + 1);
        expect(counted).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  test("100,000 classes make as many cells as rows", () => {
    const triples = Array.from({ length: 100_000 }, (_, row): Triple => [`c${row}`, `c${row}`, `c${row ^ 1}`]);
    const cells = cellsOf(triples);
    expect(cells.counts).toHaveLength(100_000);
    const { right, rows, hits } = tally(cells, "baseline", cells.counts, emptyTally(cells.classes));
    expect([right, rows, hits[77]]).toEqual([100_000, 100_000, 1]);
  });

  test("names such as __proto__ are classes like others", () => {
    const cells = cellsOf([
      ["__proto__", "constructor", "__proto__"],
      ["constructor", "constructor", "toString"],
    ]);
    expect(cells.classes).toEqual(["__proto__", "constructor"]);
    expect([...cells.candidate]).toEqual([0, 2]);
  });
});

describe("cells of label sets", () => {
  test("have a set's members, and equal sets one code on all sides", () => {
    const cells = cellsOf(
      [
        [
          ["y", "x"],
          ["x", "y"],
          ["y", "?"],
        ],
      ],
      subsets,
    );
    expect(cells.labels[0]).toBe(cells.baseline[0]);
    expect(cells.members?.[cells.labels[0] ?? 9]).toEqual([0, 1]);
    expect(cells.members?.[cells.candidate[0] ?? 9]).toEqual([1, 2]);
  });

  test("are told from single labels that look like lists", () => {
    const cells = cellsOf([
      ["[a]", "[a]", "[b]"],
      ["[b]", "[a]", "[b]"],
    ]);
    expect(cells.members).toBeNull();
    expect(cells.classes).toEqual(["[a]", "[b]"]);
  });
});

describe("words that differ", () => {
  test("a side that never predicts a class is refused, not scored 0", () => {
    expect(() => cellsOf([["pos", "pos", "POSITIVE"]])).toThrow(
      /no prediction of candidate\.jsonl is any of the classes: predictions are "POSITIVE", classes "pos"/,
    );
    expect(() => cellsOf([["pos", "POSITIVE", "pos"]])).toThrow(/no prediction of baseline\.jsonl/);
    expect(() => cellsOf([[["x"], ["x"], ["X"]]], subsets)).toThrow(/no prediction of candidate\.jsonl/);
  });

  test("a side that predicts nothing at all uses no wrong words", () => {
    expect(cellsOf([[["x"], [], ["x"]]], subsets).counts).toHaveLength(1);
  });

  test("a label that is not declared is refused", () => {
    expect(() => cellsOf([["b", "a", "a"]], accuracy, ["a"])).toThrow(/the label "b" is not one of the classes/);
    expect(() => cellsOf([[["x", "z"], ["x"], ["x"]]], subsets, ["x"])).toThrow(
      /the label .* is not one of the classes/,
    );
  });
});
