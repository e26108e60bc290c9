import { describe, expect, test } from "vitest";
import {
  after,
  atStep,
  lookAt,
  moveOn,
  OTHER_VERSION,
  PLAN_TEXT,
  planOf,
  REQUESTS,
  readyAt,
  situation,
  unmetBy,
} from "../../fixtures/example.ts";
import { flagOf } from "../flag/flag-definition.ts";
import type { RolloutState } from "../state/rollout-state.ts";
import { decideMove } from "./decide-move.ts";

describe("an advance", () => {
  const state = atStep(2);
  const ready = readyAt(state);
  const unmet = (now: string, changes = {}, from: RolloutState = state) =>
    unmetBy(situation(from, REQUESTS.advance, now, changes));

  test("needs the bake, a window, a clearance, and a fresh look at this very step", () => {
    expect(unmet(after(60, state.stepStartedOn ?? ""))).toEqual(["bake inconclusive not-baked"]);
    expect(unmet(ready, { clearance: null })).toEqual(["clearance inconclusive no-clearance"]);
    expect(unmet(ready, { analysis: null })).toEqual(["analysis inconclusive no-analysis"]);
    const look = lookAt(state, "advance", ready);
    const looks: readonly (readonly [object, string])[] = [
      [{ rollout: "review-sentiment-2" }, "inconclusive other-rollout"],
      [{ candidate: OTHER_VERSION.digest }, "inconclusive other-candidate"],
      [{ position: 1 }, "inconclusive other-step"],
      [{ position: 3 }, "inconclusive other-step"],
      [{ madeOn: after(-1, state.stepStartedOn ?? "") }, "inconclusive before-the-step"],
      [{ madeOn: after(1, ready) }, "inconclusive from-the-future"],
      [{ guarded: ["latency"] }, "inconclusive no-guardrail"],
      [{ madeOn: after(-3_601, ready) }, "inconclusive stale"],
      [{ decision: "inconclusive" }, "inconclusive undecided"],
      [{ decision: "hold" }, "inconclusive says-hold"],
      [{ decision: "rollback" }, "fail says-rollback"],
    ];
    for (const [changes, reason] of looks) {
      expect(unmet(ready, { analysis: { ...look, ...changes } })).toEqual([`analysis ${reason}`]);
    }
    const fresh = { analysis: { ...look, madeOn: after(-3_600, ready) } };
    expect(decideMove(situation(state, REQUESTS.advance, ready, fresh)).effect).toBe("moved");
  });

  test("of all of a segment needs no look, since nobody there has the stable version; one that says otherwise counts", () => {
    const first = atStep(1);
    const at = readyAt(first);
    expect(first.ramp?.steps[0]).toMatchObject({ segment: "staff", share: 1 });
    expect(decideMove(situation(first, REQUESTS.advance, at, { analysis: null })).effect).toBe("moved");
    expect(unmet(at, { analysis: lookAt(first, "hold", at) }, first)).toEqual(["analysis inconclusive says-hold"]);
  });

  test("needs the approvals that the step asks for, since the step before began, of others than who asks", () => {
    const third = atStep(3);
    const at = readyAt(third);
    const missing = ["approvals inconclusive not-approved"];
    const by = (name: string, teams: readonly string[] = [], on = at) => ({ approvals: [{ by: name, teams, on }] });
    expect(unmet(at, { approvals: [] }, third)).toEqual(missing);
    expect(unmet(at, by("@eve"), third)).toEqual(missing);
    expect(unmet(at, by("@ann", [], after(-1, third.stepStartedOn ?? "")), third)).toEqual(missing);
    expect(unmet(at, by("@ann", [], after(1, at)), third)).toEqual(missing);
    const said = (isByHand: boolean) =>
      JSON.stringify(decideMove(situation(third, REQUESTS.advance, at, { approvals: [], isByHand })));
    expect(said(true)).toContain("0 given; by @ann, @org/ml: name who agrees with --approved-by");
    expect(said(false)).toContain("0 given; by @ann, @org/ml: they approve the run, as reviewers of the environment");
    for (const actor of ["@Ann", "ann"]) expect(unmet(at, { ...by("@ann"), actor }, third)).toEqual(missing);
    for (const changes of [by("@Ann"), by("@eve", ["@org/ml"])]) {
      expect(decideMove(situation(third, REQUESTS.advance, at, changes)).effect).toBe("moved");
    }
  });

  test("goes no further than asked: a step it is at or past changes nothing, one beyond the next is an error", () => {
    const to = (share: number, segment: string | null = null) => ({ ...REQUESTS.advance, to: { share, segment } });
    const third = atStep(3);
    for (const request of [to(0.05), to(0.01), to(0.02), to(1, "staff"), to(0.5, "staff")]) {
      expect(decideMove(situation(third, request, readyAt(third)))).toMatchObject({ effect: "unchanged" });
    }
    expect(moveOn(situation(third, to(0.25), readyAt(third))).state.step).toBe(4);
    expect(() => decideMove(situation(third, to(1), readyAt(third)))).toThrow(/none is skipped/);
    expect(() => decideMove(situation(third, to(0.3), readyAt(third)))).toThrow(/no step of 30 % of everybody/);
  });

  test("is refused where somebody changed the flag by hand", () => {
    const flag = { ...flagOf(state), state: "DISABLED" };
    expect(unmet(ready, { flag })).toEqual(["flag fail flag-edited"]);
    expect(unmet(ready, { flag: undefined })).toEqual(["flag fail flag-edited"]);
  });

  test("goes by time alone only where the plan says so, and even then not against a look at this step", () => {
    const plan = planOf(PLAN_TEXT.replace("approvers: [", "advance-on: bake\n  approvers: ["));
    const asked = (changes: object) => situation(state, REQUESTS.advance, ready, { plan, ...changes });
    expect(decideMove(asked({ analysis: null })).effect).toBe("moved");
    expect(decideMove(asked({ analysis: { ...lookAt(state, "hold", ready), position: 1 } })).effect).toBe("moved");
    for (const madeOn of [ready, after(-7_200, ready), after(60, ready)]) {
      const look = { ...lookAt(state, "rollback", madeOn), guarded: [] };
      expect(unmetBy(asked({ analysis: look })), madeOn).toEqual(["analysis fail says-rollback"]);
    }
    expect(unmetBy(asked({ analysis: lookAt(state, "inconclusive", ready) }))).toEqual([
      "analysis inconclusive undecided",
    ]);
  });

  test("keeps to the ramp that the rollout began with, whatever the plan says now", () => {
    const plan = planOf(PLAN_TEXT.replace("share: 5%", "share: 50%").replace("25%", "75%"));
    expect(moveOn(situation(state, REQUESTS.advance, ready, { plan })).state.ramp).toEqual(state.ramp);
    expect(() => decideMove(situation(state, REQUESTS.advance, ready, { plan: null }))).toThrow(/needs the plan/);
    const renamed = planOf(PLAN_TEXT.replace("sentiment-model", "other-flag"));
    expect(() => decideMove(situation(state, REQUESTS.advance, ready, { plan: renamed }))).toThrow(/for the flag/);
  });
});

test("a freeze that is put into the plan while the rollout goes on holds at once", () => {
  const plan = planOf(
    PLAN_TEXT.replace("freezes:", "freezes:\n    - { from: 2026-03-02, to: 2026-03-02, why: incident }"),
  );
  const state = atStep(1);
  expect(unmetBy(situation(state, REQUESTS.advance, after(3_600), { plan }))).toEqual(["freeze inconclusive frozen"]);
});
