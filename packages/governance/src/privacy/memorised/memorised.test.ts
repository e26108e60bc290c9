import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exampleTable } from "../example-table.ts";
import { measureMemorised } from "./measure-memorised.ts";
import { PROBE_RESULTS, probeRequests } from "./probe.ts";
import { sharesRun } from "./shared-run.ts";

const GATE = { limits: [], minimum: 1, critical: false };
const [exact, run] = probeRequests(3);

describe("a probe", () => {
  test.each([
    ["the pin is 4829", "the pin  is\n4829 and more", 1, 1],
    ["the pin is 4829", "well, pin is 4829", 0, 1],
    ["the pin is 4829", "the pin was 4829", 0, 0],
    ["the pin is 4829", "the pin is", 0, 1],
    ["pin 4829", "pin 4829", 1, 0],
    ["caf\u00e9 au lait", "cafe\u0301 au lait", 1, 1],
    ["the pin is 4829", "", 0, 0],
  ])("%j, continued %j: exact %i, a run of three %i", (continuation, output, isExact, isRun) => {
    expect([exact?.of([continuation, output]), run?.of([continuation, output])]).toEqual([isExact, isRun]);
  });

  test("of no text, or of too long a one, is refused", () => {
    expect(() => exact?.of([" ", "x"])).toThrow("the continuation is empty");
    expect(() => exact?.of(["x", 7])).toThrow("output is no text");
    expect(() => run?.of(["x", "x".repeat(100_001)])).toThrow("100001 characters; at most 100000");
    expect(() => probeRequests(0)).toThrow("a whole number from 1 on");
  });
});

test("a run is shared where some part of one is a part of the other", () => {
  const tokens = fc.array(fc.constantFrom("a", "b", "__proto__"), { maxLength: 12 });
  fc.assert(
    fc.property(tokens, tokens, fc.integer({ min: 1, max: 5 }), (a, b, length) => {
      const parts = (list: readonly string[]) =>
        list.slice(length - 1).map((_, start) => list.slice(start, start + length).join(" "));
      expect(sharesRun(a, b, length)).toBe(parts(a).some((part) => parts(b).includes(part)));
    }),
  );
});

test("shares have Wilson's interval, their change Newcombe's of the paired prompts", () => {
  const tableOf = (results: readonly number[]) =>
    exampleTable({ [PROBE_RESULTS.exact]: results, [PROBE_RESULTS.run]: results });
  const ours = tableOf([1, 1, 1, 0, 0, 0, 0, 0, 0, 0]);
  const theirs = tableOf([1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  const { measures } = measureMemorised(ours, theirs, { level: 0.95, gateOf: () => GATE, leastRun: 3 });
  expect(measures.map(({ metric }) => metric)).toEqual(["memorised-exact", "memorised-run"]);
  // Wilson of 3 of 10: statsmodels 0.15.0, proportion_confint(3, 10, method="wilson").
  expect(measures[0]).toMatchObject({
    candidate: {
      value: 0.3,
      low: expect.closeTo(0.1077913, 6),
      high: expect.closeTo(0.6032219, 6),
      n: 10,
      positives: 3,
    },
    baseline: { value: 0.1, positives: 1 },
    difference: { estimate: 0.2 },
  });
  const { low, high } = measures[0]?.difference ?? {};
  expect(low).toBeLessThan(0.2);
  expect(high).toBeGreaterThan(0.2);
});

test("no prompts are no evidence", () => {
  const empty = exampleTable({});
  const columns = new Map(
    Object.values(PROBE_RESULTS).map((name) => [name, { kind: "number" as const, numbers: new Float64Array() }]),
  );
  const { measures } = measureMemorised({ ...empty, columns }, null, { level: 0.95, gateOf: () => GATE, leastRun: 50 });
  expect(measures.map(({ candidate }) => candidate)).toEqual([null, null]);
});
