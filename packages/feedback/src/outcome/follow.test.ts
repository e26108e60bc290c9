import fc from "fast-check";
import { expect, test } from "vitest";
import { rowOf } from "../../fixtures/rows.ts";
import { followCases, followTest, type Standing, standingsOf } from "./follow.ts";
import { weeksOf } from "./weeks.ts";

const map = (standings: Readonly<Record<string, Standing>>) => new Map(Object.entries(standings));

test("cases are fixed, broken, still right, still wrong, or without an answer of both", () => {
  const before = map({ a: "wrong", b: "right", c: "right", d: "wrong", e: "unanswered", f: "right" });
  const now = map({ a: "right", b: "wrong", c: "right", d: "wrong", e: "right" });
  const outcome = followCases(["a", "b", "c", "d", "e", "f", "a"], before, now);
  expect(outcome).toMatchObject({ cases: 6, fixed: 1, broken: 1, stillRight: 1, stillWrong: 1, unanswered: 2 });
  expect(outcome.ids).toEqual({ fixed: ["a"], broken: ["b"] });
  expect(outcome.difference?.estimate).toBe(0);
  expect(outcome.p).toBe(1);
});

test("the difference has Newcombe's paired interval and McNemar's exact p", () => {
  // Fagerland, Lydersen and Laake, Statistics in Medicine 33 (2014): both 1, before only 7, after only 1, neither 12.
  // McNemar by hand: 2 (1 + 8) / 2^8 = 0.0703.
  const { difference, p } = followTest({ cases: 21, newFailures: 7, fixed: 1, stillFailing: 12, stillPassing: 1 });
  expect(difference?.estimate).toBeCloseTo(-6 / 21, 12);
  expect(difference?.low).toBeCloseTo(-0.507, 3);
  expect(difference?.high).toBeCloseTo(-0.026, 3);
  expect(p).toBeCloseTo(18 / 2 ** 8, 12);
});

test("of nothing nothing is known, and counts that cannot be are refused", () => {
  expect(followCases([], new Map(), new Map())).toMatchObject({ cases: 0, difference: null, p: null });
  expect(followCases(["a"], new Map(), new Map())).toMatchObject({ cases: 1, unanswered: 1, difference: null });
  expect(() => followTest({ cases: 1, newFailures: 1, fixed: 1, stillFailing: 0, stillPassing: 0 })).toThrow(
    RangeError,
  );
  expect(() => followTest({ cases: 1, newFailures: Number.NaN, fixed: 0, stillFailing: 0, stillPassing: 0 })).toThrow(
    RangeError,
  );
});

test("every case is of one kind, whatever versions say", () => {
  const standing = fc.option(fc.constantFrom<Standing>("right", "wrong", "unanswered"));
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.tuple(standing, standing)), (given) => {
      const side = (index: 0 | 1) =>
        new Map(
          Object.entries(given).flatMap(([id, pair]) => (pair[index] === null ? [] : [[id, pair[index]] as const])),
        );
      const { cases, fixed, broken, stillRight, stillWrong, unanswered } = followCases(
        Object.keys(given),
        side(0),
        side(1),
      );
      expect(fixed + broken + stillRight + stillWrong + unanswered).toBe(cases);
    }),
  );
});

test("answers stand to what was expected to the letter, but for space around them", () => {
  const expected = new Map([
    ["a", "positive"],
    ["__proto__", "x"],
    ["c", "y"],
  ]);
  const answers = new Map([
    ["a", " positive\n"],
    ["__proto__", "X"],
  ]);
  expect([...standingsOf(expected, answers)]).toEqual([
    ["a", "right"],
    ["__proto__", "wrong"],
    ["c", "unanswered"],
  ]);
});

test("weeks begin on Monday in UTC, at the turn of a year too", () => {
  // 2025-12-29 and 2026-01-05 were Mondays.
  const days = [
    "2025-12-28T23:59:59Z",
    "2025-12-29",
    "2026-01-01",
    "2026-01-04T23:59:59Z",
    "2026-01-05T00:30:00+02:00",
    "2026-01-05",
  ];
  const rows = days.map((on, index) => rowOf(index, { on, kind: index === 5 ? "comment" : "wrong", caseId: "c" }));
  expect(weeksOf(rows).map(({ monday, counts }) => [monday, counts.wrong, counts.comment])).toEqual([
    ["2025-12-22", 1, 0],
    ["2025-12-29", 4, 0],
    ["2026-01-05", 0, 1],
  ]);
});
