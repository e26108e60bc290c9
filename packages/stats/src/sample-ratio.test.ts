import fc from "fast-check";
import { expect, test } from "vitest";
import { assertionsMade, conforms } from "../../../test/harness/conforms.ts";
import { chiSquareRatio, logSequentialRatio, sequentialPValue } from "./sample-ratio.ts";

const HALVES = [0.5, 0.5];

test("the published split of 821,588 and 815,482 is off by either test", () => {
  // Kohavi, Tang and Xu, Trustworthy Online Controlled Experiments, 2020, chapter 21: 1.8e-6; 1.56e-4 is what ssrm-test answers.
  const observed = [821_588, 815_482];
  expect(chiSquareRatio([{ observed, shares: HALVES }]).pValue).toBeCloseTo(1.82e-6, 8);
  expect(sequentialPValue(logSequentialRatio({ observed, shares: HALVES }))).toBeCloseTo(1.56e-4, 6);
  conforms({
    area: "Statistics",
    claim: "a split of visitors",
    peer: "Kohavi, Tang and Xu (2020), and ssrm-test",
    cases: assertionsMade(),
  });
});

test("a sequential test asks for more than a test at one look", () => {
  const observed = [5_100, 4_900];
  expect(chiSquareRatio([{ observed, shares: HALVES }])).toMatchObject({ statistic: 4, degreesOfFreedom: 1 });
  expect(chiSquareRatio([{ observed, shares: HALVES }]).pValue).toBeCloseTo(0.0455, 4);
  expect(sequentialPValue(logSequentialRatio({ observed, shares: HALVES }))).toBeCloseTo(0.52, 3);
});

test("the Bayes factor is that of ssrm-test's regression test", () => {
  // optimizely/ssrm, ten units of seed 0: counts 2, 1, 7.
  const log = logSequentialRatio({ observed: [2, 1, 7], shares: [0.1, 0.5, 0.4] });
  expect(Math.exp(log)).toBeCloseTo(1.00174961, 8);
  conforms({
    area: "Statistics",
    claim: "the Bayes factor of a split",
    peer: "ssrm-test's own test",
    cases: assertionsMade(),
  });
});

test("the Bayes factor is the product of what each unit says after those before it", () => {
  // Of a Dirichlet-multinomial the next unit is of an arm with probability (alpha + seen) / (sum of alphas + all seen).
  fc.assert(
    fc.property(fc.array(fc.nat(2), { maxLength: 60 }), (units) => {
      const shares = [0.2, 0.3, 0.5];
      const observed = [0, 0, 0];
      let log = 0;
      for (const [index, arm] of units.entries()) {
        const share = shares[arm] ?? Number.NaN;
        log += Math.log((10_000 * share + (observed[arm] ?? 0)) / (10_000 + index)) - Math.log(share);
        observed[arm] = (observed[arm] ?? 0) + 1;
      }
      expect(Math.abs(logSequentialRatio({ observed, shares }) - log)).toBeLessThan(1e-11);
    }),
  );
});

test("periods with shares of their own are tested together", () => {
  const periods = [
    { observed: [30, 70], shares: [0.25, 0.75] },
    { observed: [0, 0], shares: HALVES },
    { observed: [90, 10], shares: [0.9, 0.1] },
  ];
  // By hand: 5²/25 + 5²/75 of the first, nothing of the others; a period without units has no degree of freedom.
  expect(chiSquareRatio(periods).statistic).toBeCloseTo(4 / 3, 12);
  expect(chiSquareRatio(periods).degreesOfFreedom).toBe(2);
});

test.each([
  [[1.5, 2], HALVES],
  [[-1, 2], HALVES],
  [[Number.NaN, 2], HALVES],
  [
    [1, 2],
    [0.5, 0.6],
  ],
  [
    [1, 2],
    [0, 1],
  ],
  [[1, 2, 3], HALVES],
  [[1], [1]],
])("counts %j of shares %j are refused", (observed, shares) => {
  expect(() => logSequentialRatio({ observed, shares })).toThrow(RangeError);
  expect(() => chiSquareRatio([{ observed, shares }])).toThrow(RangeError);
});

test("nothing counted says nothing, and cannot be tested", () => {
  expect(logSequentialRatio({ observed: [0, 0], shares: HALVES })).toBe(0);
  expect(() => chiSquareRatio([{ observed: [0, 0], shares: HALVES }])).toThrow(RangeError);
});
