import { expect, test } from "vitest";
import { momentsOf, sampleVariance } from "./moments.ts";
import { studentTest, welch } from "./student.ts";

/** Hours of sleep gained with two drugs (Student, The probable error of a mean, Biometrika 6, 1908). */
const FIRST = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
const SECOND = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

test("Student's sleep data, paired: p and interval are those that R's t.test prints", () => {
  const gains = momentsOf(SECOND.map((hours, patient) => hours - (FIRST[patient] ?? 0)));
  const standardError = Math.sqrt(sampleVariance(gains) / 10);
  const { pValue, low, high } = studentTest({ estimate: gains.mean, standardError, degreesOfFreedom: 9 }, 0.95);
  expect(pValue).toBeCloseTo(0.002833, 6);
  expect(low).toBeCloseTo(0.7001142, 7);
  expect(high).toBeCloseTo(2.4598858, 7);
});

test("the same as two samples, by Welch: R prints df = 17.776, p = 0.07939 and the interval", () => {
  const [a, b] = [momentsOf(FIRST), momentsOf(SECOND)];
  const sample = welch(a.mean, sampleVariance(a), 10, b.mean, sampleVariance(b), 10);
  expect(sample.degreesOfFreedom).toBeCloseTo(17.776, 3);
  const { pValue, low, high } = studentTest(sample, 0.95);
  expect(pValue).toBeCloseTo(0.07939, 5);
  expect(low).toBeCloseTo(-3.3654832, 7);
  expect(high).toBeCloseTo(0.2054832, 7);
});

test("without any error the interval is the estimate alone, and p says whether that is zero", () => {
  expect(studentTest({ estimate: 0, standardError: 0, degreesOfFreedom: 4 }, 0.9)).toEqual({
    pValue: 1,
    low: 0,
    high: 0,
  });
  expect(studentTest({ estimate: -2, standardError: 0, degreesOfFreedom: 4 }, 0.9)).toEqual({
    pValue: 0,
    low: -2,
    high: -2,
  });
  expect(welch(1, 0, 3, 1, 0, 4)).toEqual({ estimate: 0, standardError: 0, degreesOfFreedom: 5 });
});

test("the interval at confidence 1 - p just reaches zero", () => {
  const sample = { estimate: 1.3, standardError: 0.8, degreesOfFreedom: 6.5 };
  const { pValue } = studentTest(sample, 0.95);
  expect(studentTest(sample, 1 - pValue).low).toBeCloseTo(0, 12);
});

test("one side without variance leaves the other's degrees of freedom", () => {
  expect(welch(2, 0, 50, 1, 3, 9).degreesOfFreedom).toBe(8);
});

test("what cannot be tested is refused, never passed", () => {
  for (const bad of [
    { estimate: Number.NaN, standardError: 1, degreesOfFreedom: 3 },
    { estimate: Number.POSITIVE_INFINITY, standardError: 1, degreesOfFreedom: 3 },
    { estimate: 1, standardError: Number.NaN, degreesOfFreedom: 3 },
    { estimate: 1, standardError: -1, degreesOfFreedom: 3 },
    { estimate: 1, standardError: 0, degreesOfFreedom: 0 },
    { estimate: 1, standardError: 1, degreesOfFreedom: Number.NaN },
  ]) {
    expect(() => studentTest(bad, 0.95), JSON.stringify(bad)).toThrow(RangeError);
  }
  for (const confidence of [0, 1, Number.NaN]) {
    expect(() => studentTest({ estimate: 1, standardError: 1, degreesOfFreedom: 3 }, confidence)).toThrow(RangeError);
  }
  expect(() => welch(1, 1, 1, 2, 1, 9)).toThrow(RangeError);
  expect(() => welch(1, Number.NaN, 5, 2, 1, 9)).toThrow(RangeError);
});
