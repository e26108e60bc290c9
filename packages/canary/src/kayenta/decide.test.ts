import fc from "fast-check";
import { expect, test } from "vitest";
import { decided, RUN, SPLIT_OFF, UNDECIDED } from "../../fixtures/example.ts";
import { exampleConfig, examplePair } from "../../fixtures/kayenta-example.ts";
import { createCanary } from "../evidence/create-canary.ts";
import { DECISIONS, exposesMore } from "../evidence/decision.ts";
import { decideByKayenta, type Situation } from "./decide.ts";
import { judgeKayenta } from "./judge.ts";
import { kayentaEvidenceOf } from "./judge-evidence.ts";

const HIGH = [20, 22, 21, 25, 30, 24];
const LOW = [1, 2, 1.5, 2.5, 3, 1.2];
const SIMPLE: Situation = {
  sampleRatio: null,
  isSplitAsked: false,
  trouble: null,
  problems: new Map(),
  isHeld: false,
  isLastStep: false,
  bakesUntil: null,
  isGoingOn: true,
};
const OFF = { decision: "hold", reasonCode: "split-not-as-planned", why: "requests did not come as planned" } as const;
const UNTESTED = { ...OFF, reasonCode: "split-not-tested", why: "the split cannot be tested yet" } as const;
const UNREAD = new Map([["m0", "no route to host"]]);
const BAKES_UNTIL = "2026-03-02T13:00:00Z";

/** Values of the candidate against LOW. */
const SIDES = { same: LOW, higher: HIGH, none: [], infinite: [Number.POSITIVE_INFINITY] } as const;

type Side = keyof typeof SIDES;

test.each<[string, readonly Side[], Partial<Situation>, string, string]>([
  ["a Pass", ["same"], {}, "advance", "Kayenta's score is 100 of 100, Pass"],
  ["a Pass at the last step", ["same"], { isLastStep: true }, "promote", "Kayenta's score is 100 of 100, Pass"],
  ["a Pass that a person holds", ["same"], { isHeld: true }, "hold", "somebody holds it"],
  [
    "a Pass before its step is over",
    ["same"],
    { bakesUntil: BAKES_UNTIL },
    "inconclusive",
    "its step lasts until 2026-03-02 13:00 UTC",
  ],
  [
    "a Fail, held or not, at whatever look",
    ["higher"],
    { isHeld: true, bakesUntil: BAKES_UNTIL },
    "rollback",
    "Kayenta's score is 0 of 100, Fail",
  ],
  ["a Marginal", ["same", "same", "same", "higher"], {}, "inconclusive", "Kayenta's score is 75 of 100, Marginal"],
  [
    "a Marginal where no more data come",
    ["same", "same", "same", "higher"],
    { isGoingOn: false },
    "hold",
    "Kayenta's score is 75 of 100, Marginal, and nobody has the baseline any more",
  ],
  ["no data", ["none"], {}, "hold", "too many metrics, or a critical one, have no data"],
  ["values that cannot be judged", ["same", "infinite"], {}, "hold", "the values of a metric cannot be judged"],
  [
    "a Fail of a split that is off",
    ["higher"],
    { sampleRatio: SPLIT_OFF, isSplitAsked: true, trouble: OFF },
    "hold",
    OFF.why,
  ],
  [
    "a Fail of a split that nobody could test",
    ["higher"],
    { isSplitAsked: true, trouble: UNTESTED },
    "hold",
    UNTESTED.why,
  ],
  [
    "a Fail of a split that is as planned, though its newest requests are old",
    ["higher"],
    { sampleRatio: UNDECIDED.sampleRatio, isSplitAsked: true, trouble: UNTESTED },
    "rollback",
    "Kayenta's score is 0 of 100, Fail",
  ],
  ["a source that failed", ["same"], { problems: UNREAD }, "hold", "m0 cannot be relied on: no route to host"],
  [
    "a Fail of what could be read",
    ["none", "higher"],
    { problems: UNREAD },
    "rollback",
    "Kayenta's score is 0 of 100, Fail",
  ],
])("%s", (_, sides, situation, decision, why) => {
  expect(decideByKayenta(judgementOf(sides), { ...SIMPLE, ...situation })).toMatchObject({ decision, why });
});

const drawnSides = fc.array(fc.constantFrom<Side>("same", "same", "higher", "none", "infinite"), {
  minLength: 1,
  maxLength: 5,
});
const situations = fc
  .record({
    split: fc.constantFrom<Pick<Situation, "sampleRatio" | "isSplitAsked" | "trouble">>(
      { sampleRatio: null, isSplitAsked: false, trouble: null },
      { sampleRatio: null, isSplitAsked: true, trouble: UNTESTED },
      { sampleRatio: UNDECIDED.sampleRatio, isSplitAsked: true, trouble: null },
      { sampleRatio: UNDECIDED.sampleRatio, isSplitAsked: true, trouble: UNTESTED },
      { sampleRatio: SPLIT_OFF, isSplitAsked: true, trouble: OFF },
    ),
    problems: fc.constantFrom<Situation["problems"]>(new Map(), UNREAD),
    isHeld: fc.boolean(),
    isLastStep: fc.boolean(),
    bakesUntil: fc.constantFrom(null, BAKES_UNTIL),
    isGoingOn: fc.boolean(),
  })
  .map(({ split, ...others }): Situation => ({ ...split, ...others }));

test("whatever is judged, what is decided can be written down, and goes on only on a Pass", () => {
  fc.assert(
    fc.property(drawnSides, fc.boolean(), situations, (sides, isCritical, situation) => {
      const judgement = judgementOf(sides, isCritical);
      const to = decideByKayenta(judgement, situation);
      const { predicate } = write(to, judgement, situation);
      expect(predicate.decision).toBe(to.decision);
      if (exposesMore(to.decision)) {
        expect(predicate.judge).toMatchObject({ name: "kayenta", classification: "Pass" });
        expect(["pass", "warn"]).toContain(predicate.verdict);
      }
    }),
  );
});

test("no evidence goes on over anything but a Pass, nor back over anything but a Fail of data", () => {
  let written = 0;
  fc.assert(
    fc.property(drawnSides, fc.constantFrom(...DECISIONS), situations, (sides, decision, situation) => {
      const judgement = judgementOf(sides);
      if (!canWrite(decision, judgement, situation)) return;
      written += 1;
      if (exposesMore(decision)) expect(judgement.classification).toBe("Pass");
      if (decision === "rollback") expect([judgement.classification, judgement.verdict]).toEqual(["Fail", "fail"]);
    }),
  );
  expect(written).toBeGreaterThan(10);
});

function judgementOf(sides: readonly Side[], isCritical = false) {
  const names = sides.map((_, index) => `m${index}`);
  const config = exampleConfig(names.map((name) => ({ name, canary: { critical: isCritical } })));
  return judgeKayenta(
    config,
    sides.map((side, index) => examplePair(`m${index}`, SIDES[side], LOW)),
  );
}

type Judgement = ReturnType<typeof judgementOf>;
type To = Pick<ReturnType<typeof decideByKayenta>, "decision" | "why" | "reasonCode">;

function write(to: To, judgement: Judgement, { sampleRatio, problems, isSplitAsked }: Situation) {
  const judge = kayentaEvidenceOf(judgement, { problems, isSplitAsked });
  return createCanary(decided(to, { judge, findings: [], sampleRatio }), RUN);
}

function canWrite(decision: To["decision"], judgement: Judgement, situation: Situation): boolean {
  try {
    write({ decision, why: "because", reasonCode: "because" }, judgement, situation);
    return true;
  } catch {
    return false;
  }
}
