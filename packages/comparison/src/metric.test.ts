import { expect, test } from "vitest";
import { type Counted, pairOf } from "../fixtures/table.ts";
import { discordant, metricOn } from "./estimate.ts";
import { METRICS, metricNamed } from "./metric.ts";
import { classesOf, scopesOf } from "./scope.ts";

type Counts = readonly Counted[];

function cellsOf(counts: Counts, declared: string[] = []) {
  const { candidate, baseline } = pairOf(counts);
  const [all] = scopesOf(candidate, baseline, classesOf(candidate, declared));
  if (all === undefined) throw new Error("no scope");
  return all.cells;
}

function valuesOf(counts: Counts): number[] {
  const cells = cellsOf(counts);
  return METRICS.map((metric) => metricOn(metric, cells, cells.candidate));
}

/** Rows of one version only: label, prediction, count. */
const alone = (rows: [string, string, number][]): Counts =>
  rows.map(([label, prediction, count]) => [label, label, prediction, count]);

test("scikit-learn's documented example has accuracy 1/3, macro recall 1/3 and macro F1 4/15", () => {
  // y_true = [0, 1, 2, 0, 1, 2], y_pred = [0, 2, 1, 0, 0, 1]: recall_score 0.33, f1_score 0.26.
  const [accuracy, recall, f1] = valuesOf(
    alone([
      ["0", "0", 2],
      ["1", "2", 1],
      ["1", "0", 1],
      ["2", "1", 2],
    ]),
  );
  expect(accuracy).toBeCloseTo(2 / 6, 15);
  expect(recall).toBeCloseTo(1 / 3, 15);
  expect(f1).toBeCloseTo(4 / 15, 15);
});

test("macro metrics weigh a rare class as much as a common one", () => {
  // By hand: a 90 of 90, b 0 of 10. Recall (1 + 0) / 2; F1 of a is 2 * 90 / (90 + 100), of b 0.
  const [accuracy, recall, f1] = valuesOf(
    alone([
      ["a", "a", 90],
      ["b", "a", 10],
    ]),
  );
  expect(accuracy).toBe(0.9);
  expect(recall).toBe(0.5);
  expect(f1).toBeCloseTo(180 / 190 / 2, 15);
});

test("a prediction that is no label counts as wrong and makes no class of its own", () => {
  // By hand: a 8 of 10, b 10 of 10; F1 of a is 16 / (10 + 8), of b 1.
  const [accuracy, recall, f1] = valuesOf(
    alone([
      ["a", "a", 8],
      ["a", "dunno", 2],
      ["b", "b", 10],
    ]),
  );
  expect(accuracy).toBe(0.9);
  expect(recall).toBeCloseTo(0.9, 15);
  expect(f1).toBeCloseTo((16 / 18 + 1) / 2, 15);
});

test("discordant pairs are those that one version alone got right", () => {
  const cells = cellsOf([
    ["a", "a", "b", 3],
    ["b", "a", "b", 5],
    ["a", "b", "b", 7],
    ["b", "b", "b", 11],
    ["a", "b", "c", 13],
  ]);
  expect(discordant(cells)).toEqual({ onlyBaseline: 3, onlyCandidate: 5 });
});

test("a mistyped metric is refused and the nearest offered", () => {
  expect(metricNamed("Macro-F1").name).toBe("macro-f1");
  expect(() => metricNamed("acuracy")).toThrow(/"acuracy" is no metric; did you mean accuracy\?/);
  expect(() => metricNamed("__proto__")).toThrow(/is no metric/);
});

test("tables whose labels and predictions have no word in common are refused, not scored 0", () => {
  expect(() =>
    cellsOf([
      ["pos", "pos", "POSITIVE", 40],
      ["neg", "neg", "NEGATIVE", 40],
    ]),
  ).toThrow(/no prediction of candidate\.jsonl is any of its labels/);
});

test("a label outside the declared classes is refused", () => {
  expect(() =>
    cellsOf(
      [
        ["a", "a", "a", 1],
        ["b", "a", "a", 1],
      ],
      ["a"],
    ),
  ).toThrow(/the label "b" is not one of/);
});
