import { expect, test } from "vitest";
import { exampleConfig, examplePair } from "../../fixtures/kayenta-example.ts";
import { judgeKayenta } from "./judge.ts";

// The worked numbers of docs/kayenta.md: what Kayenta's rules let through, and what they stop.

const BASELINE = [1, 2, 1.5, 2.5, 3, 1.2];
const TEN = Array.from({ length: 10 }, (_, index) => index);

test("a thousandth more is High where values vary little, and seventy times as much passes where they vary", () => {
  const steady = Array.from({ length: 30 }, (_, index) => 100 + index / 1_000);
  const slight = judged(
    steady.map((value) => value + 0.1),
    steady,
  );
  expect(slight).toMatchObject({ classification: "High" });
  expect(slight?.ratio).toBeCloseTo(1.001, 6);
  const huge = judged(
    TEN.map((index) => (index < 7 ? 100 : 1)),
    TEN.map(() => 1),
  );
  expect(huge).toMatchObject({ classification: "Pass" });
  expect(huge?.ratio).toBeCloseTo(70.3, 9);
  expect(huge?.shift?.low).toBeCloseTo(0.00007, 5);
  expect(huge?.shift?.estimate).toBeCloseTo(99, 3);
});

test("three values a side are enough for High, where chance alone puts them so one time in twenty", () => {
  expect(judged([4, 5, 6], [1, 2, 3])).toMatchObject({
    classification: "High",
    shift: { low: 1, estimate: 3, high: 5 },
  });
});

test("49 of 100 metrics without data pass with a score of 100", () => {
  const names = Array.from({ length: 100 }, (_, index) => `m${index}`);
  const config = exampleConfig(names.map((name) => ({ name })));
  const pairs = names.map((name, index) => examplePair(name, index < 49 ? [] : BASELINE, BASELINE));
  expect(judgeKayenta(config, pairs)).toMatchObject({ classification: "Pass", score: 100, verdict: "warn" });
});

test("errors that nobody reports any more are no errors", () => {
  const silent = TEN.map(() => Number.NaN);
  const canary = { direction: "increase", nanStrategy: "replace" };
  expect(judged(silent, BASELINE, canary)).toMatchObject({ classification: "Pass", hasNumbers: false });
});

test("beside a baseline of 0 no effect is too small", () => {
  const canary = { effectSize: { allowedIncrease: 1_000 } };
  const tiny = TEN.map((index) => (index + 1) / 100);
  expect(
    judged(
      tiny,
      TEN.map(() => 0),
      canary,
    ),
  ).toMatchObject({ classification: "High", ratio: Number.NaN });
});

test("more errors fail as errors in a million requests, and pass as a share of them", () => {
  const errors = (least: number, unit: number) =>
    Array.from({ length: 30 }, (_, index) => (least + (index % 10)) * unit);
  expect(judged(errors(18, 1), errors(10, 1))).toMatchObject({ classification: "High" });
  expect(judged(errors(18, 1e-6), errors(10, 1e-6))).toMatchObject({ classification: "Pass" });
});

function judged(experiment: readonly number[], control: readonly number[], canary = {}) {
  const config = exampleConfig([{ name: "m", canary }]);
  return judgeKayenta(config, [examplePair("m", experiment, control)]).metrics[0];
}
