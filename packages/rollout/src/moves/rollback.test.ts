import { UserError } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import {
  after,
  atStep,
  CANDIDATE_VERSION,
  clearanceOf,
  moveOn,
  OTHER_VERSION,
  PLAN,
  REQUESTS,
  STABLE_VERSION,
  START,
  situation,
} from "../../fixtures/example.ts";
import type { Denial } from "../state/denial.ts";
import { idleRollout } from "../state/rollout-state.ts";
import { decideMove } from "./decide-move.ts";

const IDLE = idleRollout(PLAN);
const DENIAL: Denial = {
  ...CANDIDATE_VERSION,
  reason: "toxic",
  by: "@ann",
  on: START,
  rollout: "another-1",
};

describe("a rollback", () => {
  /** No plan, clearance or analysis; within a freeze, on a Sunday, and over a flag that somebody edited. */
  const NOTHING = { plan: null, clearance: null, analysis: null, approvals: [], flag: { state: "DISABLED" } };
  const SUNDAY = "2026-12-27T03:00:00Z";
  const complete = moveOn(situation(atStep(5), REQUESTS.promote, after(86_400, atStep(5).stepStartedOn ?? ""))).state;

  test("needs nothing: the stable version is back for everybody and the candidate denied", () => {
    const state = atStep(3);
    for (const from of [state, moveOn(situation(state, REQUESTS.hold, START)).state]) {
      const { state: back, denied, flag } = moveOn(situation(from, REQUESTS.rollback, SUNDAY, NOTHING));
      expect(back).toMatchObject({ phase: "rolled-back", stable: STABLE_VERSION, candidate: null, step: null });
      expect(denied).toEqual([
        { ...CANDIDATE_VERSION, reason: "toxic replies", by: "@bot", on: SUNDAY, rollout: "review-sentiment-1" },
      ]);
      expect(flag).toMatchObject({ variants: { stable: STABLE_VERSION.digest }, defaultVariant: "stable" });
      expect(JSON.stringify(flag)).not.toContain(CANDIDATE_VERSION.digest);
    }
  });

  test("after a promotion goes back to the version before, and to the next where that is denied", () => {
    const back = moveOn(situation(complete, REQUESTS.rollback, SUNDAY, NOTHING));
    expect(back.state).toMatchObject({ phase: "rolled-back", stable: STABLE_VERSION, good: [] });
    const longer = { ...complete, good: [STABLE_VERSION, OTHER_VERSION] };
    const denied = [{ ...DENIAL, ...STABLE_VERSION }];
    const further = moveOn(situation(longer, REQUESTS.rollback, SUNDAY, NOTHING, denied));
    expect(further.state.stable).toEqual(OTHER_VERSION);
  });

  test("with nowhere to go says how to switch the flag off", () => {
    const denied = [{ ...DENIAL, ...STABLE_VERSION }];
    const nowhere = () => decideMove(situation(complete, REQUESTS.rollback, SUNDAY, NOTHING, denied));
    expect(nowhere).toThrow(UserError);
    try {
      nowhere();
    } catch (error) {
      expect(error instanceof UserError ? error.remedy : "").toContain('"state": "DISABLED"');
    }
  });

  test("done twice changes nothing; one of a version that is gone does not take back what came after it", () => {
    const first = moveOn(situation(atStep(3), REQUESTS.rollback, SUNDAY, NOTHING));
    const again = situation(first.state, REQUESTS.rollback, SUNDAY, NOTHING, first.denied);
    expect(decideMove(again)).toMatchObject({ effect: "unchanged" });
    const other = { ...REQUESTS.start, candidate: OTHER_VERSION };
    const facts = { clearance: clearanceOf(OTHER_VERSION) };
    const next = moveOn(situation(first.state, other, START, facts, first.denied)).state;
    const late = { ...REQUESTS.rollback, digest: CANDIDATE_VERSION.digest };
    expect(decideMove(situation(next, late, START, NOTHING, first.denied))).toMatchObject({ effect: "unchanged" });
    const unheard = { ...REQUESTS.rollback, digest: `sha256:${"9".repeat(64)}` };
    expect(() => decideMove(situation(next, unheard, START, NOTHING, first.denied))).toThrow(/it is about/);
  });

  test("may be followed by another one that names what is stable now", () => {
    const longer = { ...complete, good: [STABLE_VERSION, OTHER_VERSION] };
    const first = moveOn(situation(longer, REQUESTS.rollback, SUNDAY, NOTHING));
    const named = { ...REQUESTS.rollback, digest: STABLE_VERSION.digest };
    const second = moveOn(situation(first.state, named, SUNDAY, NOTHING, first.denied));
    expect(second.state.stable).toEqual(OTHER_VERSION);
    expect(second.denied.map(({ digest }) => digest)).toEqual([CANDIDATE_VERSION.digest, STABLE_VERSION.digest]);
  });

  test("before anything was started is not possible", () => {
    expect(() => decideMove(situation(IDLE, REQUESTS.rollback, START))).toThrow(/nothing of review-sentiment/);
  });
});
