import { expect, test } from "vitest";
import { exampleLog } from "../../../rollout/src/audit-log/example-log.ts";
import { sideOf } from "../../../rollout/src/index.ts";
import { refuseEdited } from "./refuse-edited.ts";

// The tenth move of the one rollout denies its candidate.
const { text, moments, denied } = exampleLog(12, ["ranker"]);
const rollout = { name: "ranker", number: 2 };
const before = sideOf({ state: moments.get("ranker")?.state ?? null, denied, flag: null });

test("what the last move left decides, as does what was denied beside", () => {
  expect(() => refuseEdited(text, { before, rollout }, denied)).not.toThrow();
  expect(() => refuseEdited("", { before: { ...before, state: null }, rollout }, [])).not.toThrow();
});

test("a state that somebody edited, or began, is refused", () => {
  const other = { ...before, state: "0".repeat(64) };
  for (const log of [text, ""]) {
    expect(() => refuseEdited(log, { before: other, rollout }, denied)).toThrow(/the state of ranker is not what/);
  }
});

test("a denial that is gone without an allow is found, however many moves came since", () => {
  expect(denied).toHaveLength(1);
  expect(() => refuseEdited(text, { before, rollout }, [])).toThrow(/c{64} is denied no more, but nobody allowed it/);
});
