import { describe, expect, test } from "vitest";
import {
  atStep,
  CANDIDATE_VERSION,
  clearanceOf,
  moveOn,
  OTHER_VERSION,
  PLAN,
  REQUESTS,
  readyAt,
  STABLE_VERSION,
  START,
  situation,
  unmetBy,
} from "../../fixtures/example.ts";
import { idleRollout } from "../state/rollout-state.ts";
import { decideMove } from "./decide-move.ts";

const IDLE = idleRollout(PLAN);

describe("a start", () => {
  test("needs a cleared version, an open window and no freeze", () => {
    const start = (now: string, changes = {}) => situation(IDLE, REQUESTS.start, now, changes);
    expect(unmetBy(start(START, { clearance: null }))).toEqual(["clearance inconclusive no-clearance"]);
    const open = { clearance: clearanceOf(CANDIDATE_VERSION, "inconclusive") };
    expect(unmetBy(start(START, open))).toEqual(["clearance inconclusive no-evidence"]);
    const denied = { clearance: clearanceOf(CANDIDATE_VERSION, "fail") };
    expect(unmetBy(start(START, denied))).toEqual(["clearance fail no-evidence"]);
    expect(unmetBy(start(START, { clearance: clearanceOf(OTHER_VERSION) }))).toEqual([
      "clearance inconclusive other-subject",
    ]);
    // A Sunday; a Monday within the freeze.
    expect(unmetBy(start("2026-03-01T09:00:00Z"))).toEqual(["window inconclusive outside-window"]);
    expect(unmetBy(start("2026-12-21T09:00:00Z"))).toEqual(["freeze inconclusive frozen"]);
  });

  test("a policy without needs clears nothing", () => {
    const clearance = {
      subject: CANDIDATE_VERSION.digest,
      cleared: true,
      verdict: "pass",
      needs: [],
      evidence: [],
    } as const;
    expect(unmetBy(situation(IDLE, REQUESTS.start, START, { clearance }))).toEqual(["clearance fail no-policy"]);
  });

  test("says which command makes up for what is missing", () => {
    const clearance = clearanceOf(CANDIDATE_VERSION, "inconclusive");
    const missing = { message: "audit of safety: there is no evidence of it", command: "npx airworthy audit-model" };
    expect(decideMove(situation(IDLE, REQUESTS.start, START, { clearance }))).toMatchObject({
      gates: expect.arrayContaining([expect.objectContaining(missing)]),
    });
  });

  test("has no baseline that somebody went back from", () => {
    const denial = { ...STABLE_VERSION, reason: "toxic", by: "@ann", on: START, rollout: "another-1" };
    expect(unmetBy(situation(IDLE, REQUESTS.start, START, {}, [denial]))).toEqual(["not-denied fail denied"]);
    const allow = `npx airworthy manage-rollout --move allow --rollout review-sentiment --digest ${denial.digest} --why …`;
    expect(decideMove(situation(IDLE, REQUESTS.start, START, {}, [denial]))).toMatchObject({
      gates: expect.arrayContaining([expect.objectContaining({ command: allow })]),
    });
    const back = moveOn(situation(atStep(2), REQUESTS.rollback, START)).state;
    const start = { ...REQUESTS.start, candidate: OTHER_VERSION };
    // Away from what is denied everybody may go.
    const facts = { clearance: clearanceOf(OTHER_VERSION), approvals: [] };
    expect(moveOn(situation(back, start, START, facts, [denial])).state.candidate).toEqual(OTHER_VERSION);
  });

  test("takes the version that the flag serves to everybody as the stable one", () => {
    const flag = { state: "ENABLED", variants: { on: STABLE_VERSION.digest }, defaultVariant: "on", targeting: {} };
    const request = { ...REQUESTS.start, baseline: null };
    expect(moveOn(situation(IDLE, request, START, { flag })).state.stable?.digest).toBe(STABLE_VERSION.digest);
    expect(() => decideMove(situation(IDLE, request, START))).toThrow(/first start needs the version/);
    const targeted = { ...flag, targeting: { if: [true, "on"] } };
    expect(unmetBy(situation(IDLE, REQUESTS.start, START, { flag: targeted }))).toEqual(["flag fail flag-in-use"]);
    const off = { ...flag, state: "DISABLED" };
    expect(unmetBy(situation(IDLE, REQUESTS.start, START, { flag: off }))).toEqual(["flag fail flag-in-use"]);
  });

  test("of a version that everybody has, or that is on its way, changes nothing", () => {
    const running = atStep(2);
    expect(decideMove(situation(running, REQUESTS.start, readyAt(running)))).toMatchObject({ effect: "unchanged" });
    const held = moveOn(situation(running, REQUESTS.hold, START)).state;
    expect(decideMove(situation(held, REQUESTS.start, START))).toMatchObject({ effect: "unchanged" });
    const back = moveOn(situation(running, REQUESTS.rollback, START)).state;
    const again = { ...REQUESTS.start, candidate: STABLE_VERSION };
    expect(decideMove(situation(back, again, START))).toMatchObject({ effect: "unchanged" });
  });

  test("of another version than the one on its way is not possible", () => {
    const other = { ...REQUESTS.start, candidate: OTHER_VERSION };
    expect(() => decideMove(situation(atStep(2), other, START))).toThrow(/start is not possible: review-sentiment-1/);
  });

  test("of the baseline itself is not possible", () => {
    const same = { ...REQUESTS.start, baseline: CANDIDATE_VERSION };
    expect(() => decideMove(situation(IDLE, same, START))).toThrow(/the same version/);
  });
});
