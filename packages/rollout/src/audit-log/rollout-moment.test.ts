import { sha256 } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { idleRollout } from "../state/rollout-state.ts";
import { exampleState } from "./example-log.ts";
import { sideOf } from "./rollout-moment.ts";

test("a rollout with a candidate has its step, and the step's share and segment", () => {
  const state = exampleState("ranker", 2);
  const side = sideOf({ state, denied: [], flag: { b: 1, a: [null] } });
  expect(side).toMatchObject({ phase: "running", step: 2, share: 0.2, segment: null });
  expect(side.flag).toBe(sha256('{"a":[null],"b":1}'));
  expect(side.denials).toBe(sha256("[]"));
});

test("one without a candidate has none of them, and what is not there has no digest", () => {
  const idle = idleRollout({ name: "ranker", flag: "ranker", model: "ranker" });
  const none = { phase: "idle", step: null, share: 0, segment: null, flag: null };
  expect(sideOf({ state: idle, denied: [], flag: null })).toMatchObject(none);
  expect(sideOf({ state: null, denied: [], flag: null })).toMatchObject({ ...none, state: null });
  expect(sideOf({ state: idle, denied: [], flag: null }).state).not.toBeNull();
});
