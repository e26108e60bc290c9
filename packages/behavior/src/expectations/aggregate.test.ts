import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeCase } from "./aggregate.ts";
import { aggregated, caseOf, said } from "./example-case.ts";

// Outcomes by hand from CheckList 0.0.11's aggregate_testcase and all; the interop test asks the program itself.
describe("mft", () => {
  test("passes where every result that applies is above 0", () => {
    expect(aggregated("mft", [1, null, 0.1])).toEqual({ outcome: "pass" });
  });

  test("a result of exactly 0 fails, however little", () => {
    expect(aggregated("mft", [1, 0])).toEqual({ outcome: "fail", severity: 0, at: 1 });
  });

  test("fails as severely as its worst result, by 1 at most", () => {
    expect(aggregated("mft", [-0.2, -0.7, -0.4])).toEqual({ outcome: "fail", severity: 0.7, at: 1 });
    expect(aggregated("mft", [1, -10])).toEqual({ outcome: "fail", severity: 1, at: 1 });
  });

  test("is filtered where no result applies", () => {
    expect(aggregated("mft", [null, null])).toEqual({ outcome: "filtered" });
  });
});

describe.each(["inv", "dir"] as const)("%s", (kind) => {
  test("the original's own result does not count", () => {
    expect(aggregated(kind, [-1, 1])).toEqual({ outcome: "pass" });
    expect(aggregated(kind, [1, -0.3])).toEqual({ outcome: "fail", severity: 0.3, at: 1 });
  });

  test("nulls are removed before the first is dropped, so that without the original's result a further one is dropped", () => {
    expect(aggregated(kind, [null, -1, 1])).toEqual({ outcome: "pass" });
    expect(aggregated(kind, [null, 1, -0.4])).toEqual({ outcome: "fail", severity: 0.4, at: 2 });
  });

  test("passes where the only result that applies is the one that is dropped", () => {
    expect(aggregated(kind, [1, null, null])).toEqual({ outcome: "pass" });
  });

  test("is filtered where no result applies", () => {
    expect(aggregated(kind, [null, null, null])).toEqual({ outcome: "filtered" });
  });

  test("an original that nothing became of is filtered: a pass would mean nothing", () => {
    expect(aggregated(kind, [1])).toEqual({ outcome: "filtered" });
  });

  test("where originals are named, they are dropped and no other, whatever is null", () => {
    expect(aggregated(kind, [-1, -1, 1, 1], [0, 1, 0, 1])).toEqual({ outcome: "pass" });
    expect(aggregated(kind, [null, 1, -0.5, 1], [0, 1, 0, 1])).toEqual({ outcome: "fail", severity: 0.5, at: 2 });
    expect(aggregated(kind, [1, 1, null, null], [0, 1, 0, 1])).toEqual({ outcome: "filtered" });
    expect(aggregated(kind, [1, 1], [0, 1])).toEqual({ outcome: "filtered" });
  });
});

describe("what cannot be judged is never a pass", () => {
  const pass = { judge: () => [1, 1], describe: () => "" };
  const good = said("x");

  test("an unanswered input comes before an unsupported one, wherever they stand", () => {
    expect(judgeCase("inv", caseOf(2), [{ unsupported: "Greek" }, { problem: "timed out" }], pass)).toEqual({
      outcome: "unanswered",
      problem: "timed out",
      at: 1,
    });
    expect(judgeCase("inv", caseOf(2), [good, { unsupported: "Greek" }], pass)).toEqual({
      outcome: "unsupported",
      reason: "Greek",
      at: 1,
    });
  });

  test("a case without answers, or with too few", () => {
    expect(judgeCase("mft", caseOf(2), [], pass)).toMatchObject({ outcome: "unanswered" });
    expect(judgeCase("mft", caseOf(2), [good], pass)).toMatchObject({ outcome: "unanswered" });
  });

  test.each([
    ["too few results", [1]],
    ["too many results", [1, 1, 1]],
    ["no result", []],
    ["NaN", [1, Number.NaN]],
    ["a problem", [1, { problem: "no confidence" }]],
  ])("%s", (_, results) => {
    const expectation = { judge: () => results, describe: () => "" };
    expect(judgeCase("mft", caseOf(2), [good, good], expectation)).toMatchObject({ outcome: "unanswered" });
  });

  test("results that come later are judged alike", async () => {
    const later = { judge: async () => [1, -0.5], describe: () => "" };
    expect(await judgeCase("inv", caseOf(2), [good, good], later)).toEqual({ outcome: "fail", severity: 0.5, at: 1 });
  });
});

const result = fc.option(fc.double({ min: -2, max: 2, noNaN: true }), { nil: null });
const kind = fc.constantFrom("mft", "inv", "dir");

test("a severity is from 0 to 1, and the input that it is of has it", () => {
  fc.assert(
    fc.property(kind, fc.array(result, { minLength: 1 }), (kind, results) => {
      const judgement = aggregated(kind, results);
      if (judgement instanceof Promise || judgement.outcome !== "fail") return;
      expect(judgement.severity).toBeGreaterThanOrEqual(0);
      expect(judgement.severity).toBe(Math.min(1, Math.abs(results[judgement.at] ?? Number.NaN)));
    }),
  );
});

test("the order of further inputs changes neither outcome nor severity, as long as the original's result applies", () => {
  fc.assert(
    fc.property(kind, fc.array(result, { minLength: 1 }), (kind, others) => {
      const there = aggregated(kind, [1, ...others]);
      const back = aggregated(kind, [1, ...others.toReversed()]);
      expect({ ...back, at: 0 }).toEqual({ ...there, at: 0 });
    }),
  );
});
