import fc from "fast-check";
import { expect, test } from "vitest";
import { latencyQuantile, UsageTally } from "./usage-tally.ts";

test("a quantile is within 5 % of the time that so many answers took at most", () => {
  const times = fc.array(fc.double({ min: 0.001, max: 1e8, noNaN: true }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(times, fc.constantFrom(0.01, 0.5, 0.95, 1), (all, q) => {
      const usage = new UsageTally();
      for (const milliseconds of all) usage.add({ milliseconds });
      const exact = all.toSorted((a, b) => a - b)[Math.ceil(q * all.length) - 1] ?? 0;
      const told = latencyQuantile(usage.toRecord(), q) ?? 0;
      expect(Math.abs(told - exact) / exact).toBeLessThan(0.05);
    }),
  );
});

test("parts put together are the whole", () => {
  const [a, b, whole] = [new UsageTally(), new UsageTally(), new UsageTally()];
  const usages = [{ milliseconds: 3, cost: 0.5 }, { inputTokens: 7 }, { milliseconds: 3, outputTokens: 2 }];
  for (const [at, usage] of usages.entries()) {
    whole.add(usage);
    (at % 2 === 0 ? a : b).add(usage);
  }
  b.absorb(a.toRecord());
  expect(b.toRecord()).toEqual(whole.toRecord());
});

test("what is not told stays unknown, and what is no amount was not told", () => {
  const usage = new UsageTally();
  usage.add({});
  usage.add({ milliseconds: Number.NaN, cost: -1, inputTokens: Number.POSITIVE_INFINITY });
  expect(usage.toRecord()).toEqual({ latency: [], inputTokens: null, outputTokens: null, cost: null });
  expect(latencyQuantile(usage.toRecord(), 0.5)).toBeNull();
});
