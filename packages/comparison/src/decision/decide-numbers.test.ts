import { expect, test } from "vitest";
import { decideNumbers, type StatedNumber } from "./decide-numbers.ts";

const criteria = { direction: "higher-is-better", margin: 0.01, alpha: 0.05, scale: 100, widest: 10 } as const;
const plain = (value: number): StatedNumber => ({ value, interval: null });
const spread = (value: number, half: number): StatedNumber => ({
  value,
  interval: { low: value - half, high: value + half },
});

const changeOf = (candidate: StatedNumber | null, baseline: StatedNumber | null) =>
  decideNumbers(candidate, baseline, [], criteria).change;

test("without a spread the margin is a tolerance", () => {
  expect(changeOf(plain(0.79), plain(0.8))).toBe("stable");
  expect(changeOf(plain(0.7899), plain(0.8))).toBe("regression");
  expect(changeOf(plain(0.82), plain(0.8))).toBe("improvement");
  expect(changeOf(plain(0.8), plain(0.8))).toBe("stable");
  // Noise of binary fractions is no change: the margin is exceeded by 1e-17.
  expect(changeOf(plain(0.3), plain(0.1 + 0.2 + 0.01))).toBe("stable");
});

test("negative and zero baselines go by the same arithmetic", () => {
  expect(changeOf(plain(-50), plain(-100))).toBe("improvement");
  expect(changeOf(plain(-200), plain(-100))).toBe("regression");
  expect(changeOf(plain(0), plain(0))).toBe("stable");
  expect(changeOf(plain(-1), plain(0))).toBe("regression");
  expect(changeOf(plain(-0), plain(0))).toBe("stable");
});

test("with a spread a difference within it is not significant", () => {
  // Half widths 3 and 4 make 5.
  expect(changeOf(spread(94, 3), spread(100, 4))).toBe("regression");
  expect(changeOf(spread(96, 3), spread(100, 4))).toBe("possible-regression");
  expect(changeOf(spread(106, 3), spread(100, 4))).toBe("improvement");
  expect(changeOf(spread(101, 3), spread(100, 4))).toBe("insufficient-evidence");
  expect(changeOf(spread(94, 0), plain(100))).toBe("regression");
});

test("what is missing or no number is an error, never a pass", () => {
  for (const bad of [null, plain(Number.NaN), plain(Number.POSITIVE_INFINITY), plain(Number.NEGATIVE_INFINITY)]) {
    expect(decideNumbers(bad, plain(1), [], criteria).verdict).toBe("error");
    expect(decideNumbers(bad, null, [], criteria).verdict).toBe("error");
  }
  expect(decideNumbers(plain(1), plain(Number.NaN), [], criteria).verdict).toBe("inconclusive");
  expect(decideNumbers(plain(1), null, [], criteria)).toMatchObject({
    verdict: "inconclusive",
    reasonCode: "no-baseline",
  });
});
