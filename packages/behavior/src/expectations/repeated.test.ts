import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Judgement } from "./expectation.ts";
import { repeatedJudgement } from "./repeated.ts";

const pass: Judgement = { outcome: "pass" };
const filtered: Judgement = { outcome: "filtered" };
const fails = (severity: number): Judgement => ({ outcome: "fail", severity, at: 0 });
const unanswered: Judgement = { outcome: "unanswered", problem: "timed out", at: 1 };
const unsupported: Judgement = { outcome: "unsupported", reason: "Greek", at: 0 };

test("passes where enough repeats pass", () => {
  expect(repeatedJudgement([pass, fails(1), pass], 2)).toEqual({ outcome: "pass" });
  expect(repeatedJudgement([pass, pass, pass], 3)).toEqual({ outcome: "pass" });
});

test("fails where too few pass, as severely as the worst repeat", () => {
  expect(repeatedJudgement([pass, fails(0.2), fails(0.9), fails(0.5)], 2)).toEqual(fails(0.9));
});

test("one unanswered repeat leaves the case unanswered, before an unsupported one", () => {
  expect(repeatedJudgement([pass, unsupported, unanswered], 1)).toMatchObject(unanswered);
  expect(repeatedJudgement([pass, pass, unsupported], 1)).toMatchObject(unsupported);
});

test("is filtered where neither enough passes nor enough failures remain", () => {
  expect(repeatedJudgement([filtered, filtered], 1)).toEqual(filtered);
  expect(repeatedJudgement([pass, filtered, filtered], 2)).toEqual(filtered);
  expect(repeatedJudgement([pass, fails(1), fails(1)], 2)).toMatchObject({ outcome: "fail" });
});

test("asks for passes that the repeats can reach", () => {
  for (const passes of [0, 2, 1.5, Number.NaN]) expect(() => repeatedJudgement([pass], passes)).toThrow(RangeError);
  expect(() => repeatedJudgement([], 1)).toThrow(RangeError);
});

test("the order of the repeats changes no outcome", () => {
  const repeat = fc.constantFrom(pass, filtered, fails(0.3), fails(1), unsupported, unanswered);
  fc.assert(
    fc.property(fc.array(repeat, { minLength: 1, maxLength: 6 }), fc.nat(5), (repeats, more) => {
      const passes = 1 + (more % repeats.length);
      expect(repeatedJudgement(repeats.toReversed(), passes)).toEqual(repeatedJudgement(repeats, passes));
    }),
  );
});
