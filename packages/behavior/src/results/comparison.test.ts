import { expect, test } from "vitest";
import { head } from "../run/example-plan.ts";
import { compareModels, mayBeOfTheseOnly } from "./comparison.ts";
import { Tally } from "./tally.ts";

function tallied(clusters: readonly (readonly [cases: number, newFailures: number])[]) {
  const { whole } = new Tally(head({ id: "t" }), true, null).toRecord();
  for (const [at, [cases, failures]] of clusters.entries()) {
    whole.changes["new-failure"] += failures;
    whole.changes["still-passing"] += cases - failures;
    whole.clusters.counts.push({ cluster: `c${at}`, cases, net: failures });
  }
  return whole;
}

test("cases that are alike say less of others: by hand, sqrt(2 (25 + 25)) / 20 = 0.5 is the error", () => {
  // Ten new failures in one cluster of ten, none in the other: mean 0.5, deviations sum to 5 and -5.
  const uneven = compareModels([
    tallied([
      [10, 10],
      [10, 0],
    ]),
  ]);
  expect(uneven).toMatchObject({ difference: 0.5, clusteredError: 0.5 });
  // 0.5 - 1.96 * 0.5 is below 0, though McNemar's p of ten to none is 2 / 2^10.
  expect(uneven?.p).toBe(2 / 1024);
  expect(uneven && mayBeOfTheseOnly(uneven)).toBe(true);
});

test("where clusters do not differ, or there is one only, nothing speaks against the cases at hand", () => {
  const even = compareModels([
    tallied([
      [10, 5],
      [10, 5],
    ]),
  ]);
  const single = compareModels([tallied([[20, 10]])]);
  expect(even?.clusteredError).toBe(0);
  expect(single?.clusteredError).toBeNull();
  expect(even?.interval).toEqual(single?.interval);
  for (const comparison of [even, single]) expect(comparison && mayBeOfTheseOnly(comparison)).toBe(false);
});

test("tallies are compared together, with an unadjusted p", () => {
  // Exact McNemar, by hand: 2 / 2^6 for six to none.
  const both = compareModels([tallied([[10, 4]]), tallied([[10, 2]])]);
  expect(both).toMatchObject({ newFailures: 6, stillPassing: 14, difference: 0.3, p: 0.03125 });
});

test("without a compared case there is no comparison", () => {
  expect(compareModels([tallied([])])).toBeNull();
});
