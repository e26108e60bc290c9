import { expect, test } from "vitest";
import { allRows, comparedSides } from "../../fixtures/compared.ts";
import { parseMetric } from "../metrics/parse-metric.ts";
import { classSupport, type Limits, shortageOf } from "./shortage.ts";

const LIMITS: Limits = { minRows: 30, classesMustOccur: false };

/** What a metric lacks on rows of which so many have each label; there are scores alone, no predictions. */
function shortage(metric: string, counts: Readonly<Record<string, number>>, limits = LIMITS, clusters?: number[]) {
  const label = Object.entries(counts).flatMap(([name, count]) => new Array<string>(count).fill(name));
  const sides = comparedSides({
    shared: { label },
    candidate: { score: label.map((_, row) => row) },
    ...(clusters !== undefined && { clusters }),
  });
  const rows = allRows(sides);
  const parsed = parseMetric(metric, { positive: "a", isMultiLabel: false });
  return shortageOf(parsed, rows, sides, classSupport(sides.candidate, rows), limits);
}

test("each metric needs five rows of the classes that it rests on, and of no others", () => {
  const cases: [metric: string, counts: Readonly<Record<string, number>>, lacks: boolean][] = [
    ["accuracy", { a: 96, b: 4 }, false],
    ["macro-f1", { a: 96, b: 4 }, true],
    ["macro-f1", { a: 95, b: 5 }, false],
    ["recall", { a: 96, b: 4 }, false],
    ["recall", { a: 4, b: 96 }, true],
    ["specificity", { a: 4, b: 96 }, false],
    ["specificity", { a: 96, b: 2, c: 2 }, true],
    ["roc-auc", { a: 4, b: 96 }, true],
    ["roc-auc", { a: 96, b: 4 }, true],
    ["roc-auc", { a: 50, b: 48, c: 2 }, false],
    ["average-precision", { a: 4, b: 96 }, true],
    ["roc-auc(average=macro)", { a: 50, b: 48, c: 2 }, true],
    ["ece", { a: 4, b: 96 }, false],
  ];
  for (const [metric, counts, lacks] of cases) {
    const found = shortage(metric, counts);
    expect(found, `${metric} of ${JSON.stringify(counts)}`).toBe(lacks ? "too-few-rows-of-a-class" : null);
  }
});

test("rows and clusters must be thirty", () => {
  expect(shortage("accuracy", { a: 29 })).toBe("too-few-rows");
  const clusters = (count: number) => Array.from({ length: 60 }, (_, row) => row % count);
  expect(shortage("accuracy", { a: 60 }, LIMITS, clusters(29))).toBe("too-few-clusters");
  expect(shortage("accuracy", { a: 60 }, LIMITS, clusters(30))).toBeNull();
});

test("of sets of labels each class has the rows that it is among", () => {
  const label = ['["a"]', '["a","b"]', "[]", '["a","b"]'];
  const { candidate } = comparedSides({ shared: { label }, candidate: { score: [1, 2, 3, 4] } });
  const rows = Uint32Array.of(0, 1, 2);
  expect([...classSupport({ ...candidate, classes: ["a", "b", "c"] }, rows)]).toEqual([2, 1, 0]);
});
