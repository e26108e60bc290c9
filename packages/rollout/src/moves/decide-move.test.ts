import { UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
import {
  after,
  atStep,
  CANDIDATE_VERSION,
  lookAt,
  moveOn,
  PLAN,
  REQUESTS,
  readyAt,
  STABLE_VERSION,
  START,
  situation,
  unmetBy,
} from "../../fixtures/example.ts";
import { flagOf } from "../flag/flag-definition.ts";
import type { Denial } from "../state/denial.ts";
import { idleRollout, type RolloutState } from "../state/rollout-state.ts";
import { decideMove } from "./decide-move.ts";
import type { MoveRequest } from "./request.ts";

const IDLE = idleRollout(PLAN);
const DENIAL: Denial = {
  ...CANDIDATE_VERSION,
  reason: "toxic",
  by: "@ann",
  on: START,
  rollout: "another-1",
};

test("a rollout goes from its start to everybody, step by step, and is promoted", () => {
  let state = atStep(1);
  expect(state).toMatchObject({ phase: "running", number: 1, revision: 1, step: 1, stepStartedOn: START });
  const steps = [state.step];
  while (state.step !== PLAN.steps.length) {
    state = moveOn(situation(state, REQUESTS.advance, readyAt(state))).state;
    steps.push(state.step);
  }
  expect(steps).toEqual([1, 2, 3, 4, 5]);
  const promoted = moveOn(situation(state, REQUESTS.promote, after(86_400, state.stepStartedOn ?? ""))).state;
  expect(promoted).toMatchObject({ phase: "complete", stable: CANDIDATE_VERSION, candidate: null, revision: 6 });
  expect(promoted.good).toEqual([STABLE_VERSION]);
});

test("a held rollout stays where it is until it is resumed, and its step lasts anew", () => {
  const state = atStep(2);
  const at = readyAt(state);
  const held = moveOn(situation(state, REQUESTS.hold, at, { clearance: null, plan: null })).state;
  expect(held).toMatchObject({ phase: "held", step: 2, held: { reason: "looks odd", by: "@bot", on: at } });
  expect(flagOf(held)).toEqual(flagOf(state));
  expect(decideMove(situation(held, REQUESTS.hold, at))).toMatchObject({ effect: "unchanged" });
  expect(() => decideMove(situation(held, REQUESTS.advance, at))).toThrow(/advance is not possible.*is held at step 2/);
  expect(unmetBy(situation(held, REQUESTS.resume, at, { clearance: null }))).toEqual([
    "clearance inconclusive no-clearance",
  ]);
  const resumed = moveOn(situation(held, REQUESTS.resume, after(60, at))).state;
  expect(resumed).toMatchObject({ phase: "running", step: 2, stepStartedOn: after(60, at), held: null });
  expect(decideMove(situation(resumed, REQUESTS.resume, at))).toMatchObject({ effect: "unchanged" });
  const old = { analysis: lookAt(resumed, "advance", at) };
  expect(unmetBy(situation(resumed, REQUESTS.advance, readyAt(resumed), old))).toEqual([
    "analysis inconclusive before-the-step",
  ]);
});

test("a denied version comes back by no move, in any rollout, until somebody allows it with a reason", () => {
  const denied = [DENIAL];
  const running = atStep(2);
  const held = moveOn(situation(running, REQUESTS.hold, START)).state;
  const last = atStep(5);
  const tries: readonly (readonly [RolloutState, MoveRequest, string])[] = [
    [IDLE, REQUESTS.start, START],
    [running, REQUESTS.advance, readyAt(running)],
    [held, REQUESTS.resume, START],
    [last, REQUESTS.promote, after(86_400, last.stepStartedOn ?? "")],
  ];
  for (const [state, request, now] of tries) {
    expect(unmetBy(situation(state, request, now, {}, denied))).toEqual(["not-denied fail denied"]);
  }
  const allow = { move: "allow", digest: DENIAL.digest, id: null, reason: "a false alarm" } as const;
  expect(() => decideMove(situation(IDLE, { ...allow, reason: " " }, START, {}, denied))).toThrow(/needs a reason/);
  const allowed = moveOn(situation(IDLE, allow, START, {}, denied));
  expect(allowed).toMatchObject({ denied: [], flag: null, state: { revision: 1, phase: "idle" } });
  expect(decideMove(situation(allowed.state, allow, START))).toMatchObject({ effect: "unchanged" });
  expect(moveOn(situation(allowed.state, REQUESTS.start, START)).state).toMatchObject({ step: 1, revision: 2 });
});

test("a request that was handled does nothing again, and its id serves no other move", () => {
  const request = { ...REQUESTS.advance, id: "run-7" };
  const state = atStep(2);
  const moved = moveOn(situation(state, request, readyAt(state))).state;
  expect(moved.requests).toEqual([{ id: "run-7", move: "advance", revision: 3, on: readyAt(state) }]);
  expect(decideMove(situation(moved, request, readyAt(moved)))).toMatchObject({
    effect: "unchanged",
    why: expect.stringContaining("advance, move 3"),
  });
  const other = { ...REQUESTS.hold, id: "run-7" };
  expect(() => decideMove(situation(moved, other, START))).toThrow(/was for the move advance; now it asks for hold/);
});

test("a move that is not possible names those that are", () => {
  const last = atStep(5);
  for (const [state, request, remedy] of [
    [IDLE, REQUESTS.hold, "Possible now: start, allow."],
    [IDLE, REQUESTS.promote, "Possible now: start, allow."],
    [atStep(2), REQUESTS.promote, "Possible now: advance, hold, rollback, allow."],
    [last, REQUESTS.advance, "Possible now: promote, hold, rollback, allow."],
  ] as const) {
    try {
      decideMove(situation(state, request, START));
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(UserError);
      expect(error instanceof UserError ? error.remedy : "").toBe(remedy);
    }
  }
});

test("a time that is none moves nothing", () => {
  for (const now of ["", "yesterday", "2026-02-30T25:00:00Z"]) {
    expect(() => decideMove(situation(atStep(2), REQUESTS.advance, START, { now }))).toThrow(UserError);
  }
});
