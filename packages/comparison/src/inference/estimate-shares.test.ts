import { expect, test } from "vitest";
import {
  allRows,
  type ComparedValues,
  type CountedRows,
  comparedSides,
  countedValues,
} from "../../fixtures/compared.ts";
import { parseMetric } from "../metrics/parse-metric.ts";
import { estimate } from "./estimate.ts";
import type { Estimate } from "./estimate-types.ts";
import { resampleHere } from "./resampler.ts";

/** A class r that is rare, and right throughout in both versions. */
const RARE: readonly CountedRows[] = [
  ["r", "r", "r", 5],
  ["q", "q", "q", 280],
  ["q", "r", "q", 9],
  ["q", "q", "r", 6],
];

async function estimateOf(name: string, values: ComparedValues): Promise<Estimate> {
  const sides = comparedSides(values);
  const metric = parseMetric(name, { positive: "r", isMultiLabel: false });
  const settings = { confidence: 0.95, resamples: 1000, seed: 1, interval: "student" } as const;
  const [found] = await estimate([{ metric, test: null }], sides, allRows(sides), settings, resampleHere);
  if (found === undefined) throw new Error("no estimate");
  return found;
}

test("a class's recall has Newcombe's interval over its rows, so that a rare class says little", async () => {
  const recall = await estimateOf("recall", countedValues(RARE));
  // Wilson's interval of 5 of 5 begins at 5 / (5 + 1.959964^2) = 0.565518; the difference is as far from 0 either way.
  expect(recall.difference?.low).toBeCloseTo(0.565518 - 1, 6);
  expect(recall.difference?.high).toBeCloseTo(1 - 0.565518, 6);
  expect(recall).toMatchObject({ pValue: 1, interval: "newcombe-paired", test: "mcnemar-exact", resamples: 0 });
});

test("specificity has McNemar's test over the rows of other classes", async () => {
  const specificity = await estimateOf("specificity", countedValues(RARE));
  // 15 rows flipped, 6 of them to the worse: 2 * (1 + 15 + 105 + 455 + 1365 + 3003 + 5005) / 2^15.
  expect(specificity.pValue).toBeCloseTo(19898 / 32768, 12);
  expect(specificity.difference?.estimate).toBeCloseTo(3 / 295, 12);
  expect((await estimateOf("accuracy", countedValues(RARE))).difference?.estimate).toBeCloseTo(3 / 300, 12);
});

test("precision is no share of rows that both versions have, and is drawn; so is a share of weighted rows", async () => {
  const values = countedValues(RARE);
  expect((await estimateOf("precision", values)).test).toBe("bootstrap-student");
  const weights = values.shared.label.map((_, row) => 1 + (row % 2));
  expect((await estimateOf("recall", { ...values, weights })).test).toBe("bootstrap-student");
});
