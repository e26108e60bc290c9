import { expect, test } from "vitest";
import { estimateUnpaired, type KnownValue } from "./estimate-unpaired.ts";

function share(successes: number, units: number): KnownValue {
  return { value: successes / units, standardError: null, units, successes };
}

test("shares have Fisher's exact test and Newcombe's interval: 3 of 3 against 0 of 3 has p = 0.1", () => {
  // Fisher by hand: 2 of the C(6, 3) = 20 tables. Newcombe's 1998 table II, method 10, is of 56/70 against 48/80.
  const few = estimateUnpaired(share(3, 3), share(0, 3), 0.95);
  expect(few).toMatchObject({ pValue: 0.1, test: "fisher-exact", interval: "newcombe", difference: { estimate: 1 } });
  const { difference } = estimateUnpaired(share(56, 70), share(48, 80), 0.95);
  expect(difference?.low).toBeCloseTo(0.0524, 4);
  expect(difference?.high).toBeCloseTo(0.3339, 4);
});

test("means have Welch's test by their standard errors, as scipy.stats.ttest_ind_from_stats has it", () => {
  // ttest_ind_from_stats(10, 2 * sqrt(16), 16, 8, 1 * sqrt(25), 25, equal_var=False): standard errors 2 and 1.
  const candidate = { value: 10, standardError: 2, units: 16, successes: null };
  const baseline = { value: 8, standardError: 1, units: 25, successes: null };
  const found = estimateUnpaired(candidate, baseline, 0.95);
  expect(found).toMatchObject({ test: "welch", interval: "welch", difference: { estimate: 2 } });
  // Welch and Satterthwaite by hand: 25 / (16 / 15 + 1 / 24) = 22.556391; t = 2 / sqrt(5).
  expect(found.pValue).toBeCloseTo(0.38053840762229646, 9);
});

test("two versions without any spread have no smaller p than the fewer rows allow", () => {
  // Exact by permutation: of 2 + 2 rows 2 of the C(4, 2) = 6 ways are as extreme, p = 1/3.
  const constant = (value: number, units: number) => ({ value, standardError: 0, units, successes: null });
  expect(estimateUnpaired(constant(2, 2), constant(1, 2), 0.95).pValue).toBe(1 / 2);
  expect(estimateUnpaired(constant(2, 9), constant(1, 1000), 0.95).pValue).toBe(2 ** -8);
});

test("without a standard error, or of one row, nothing is known of how sure a difference is", () => {
  const known = { value: 10, standardError: 2, units: 16, successes: null };
  for (const other of [{ standardError: null }, { units: 1 }]) {
    const found = estimateUnpaired(known, { ...known, value: 7, ...other }, 0.95);
    const difference = { estimate: 3, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
    expect(found).toMatchObject({ difference, pValue: null, interval: null, test: null });
  }
});

test("without a baseline, or a number on either side, there is no difference", () => {
  const known = share(3, 4);
  expect(estimateUnpaired(known, null, 0.95)).toMatchObject({ baseline: null, difference: null, pValue: null });
  const undefinedValue = { ...known, value: Number.NaN };
  expect(estimateUnpaired(undefinedValue, known, 0.95)).toMatchObject({ difference: null, pValue: null });
  expect(estimateUnpaired(known, undefinedValue, 0.95)).toMatchObject({ difference: null, pValue: null });
});
