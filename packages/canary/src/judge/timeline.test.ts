import { expect, test } from "vitest";
import { look } from "../../fixtures/look.ts";
import { MOST_ENTRIES, type TimelineEntry } from "../evidence/timeline.ts";
import { commandsFor } from "./commands.ts";
import { timelineOf } from "./timeline.ts";

const RULING = { decision: "hold", reasonCode: "held", why: "somebody holds it" } as const;

test("a look has the number after the last look's, whoever moved the rollout since", () => {
  const moved: TimelineEntry = {
    at: "2026-03-02T02:00:00Z",
    look: null,
    by: "@ann",
    share: 0.05,
    decision: "hold",
    reason: "",
  };
  const { entries, omitted } = timelineOf(look({ before: [...look().before, moved] }), RULING, 0.05);
  expect(omitted).toBe(0);
  expect(entries.at(-1)).toEqual({
    at: "2026-03-02T07:00:00Z",
    look: 5,
    by: null,
    share: 0.05,
    decision: "hold",
    reason: "somebody holds it",
  });
});

test("the first of too many entries are counted only, beside those that were omitted before", () => {
  const before = Array.from({ length: MOST_ENTRIES }, (_, index): TimelineEntry => {
    return { at: "2026-03-02T02:00:00Z", look: index + 8, by: null, share: 0.05, decision: "hold", reason: "" };
  });
  const { entries, omitted } = timelineOf(look({ before, omitted: 7 }), RULING, 0.05);
  expect(omitted).toBe(8);
  expect(entries).toHaveLength(MOST_ENTRIES);
  expect(entries[0]?.look).toBe(9);
  expect(entries.at(-1)?.look).toBe(MOST_ENTRIES + 8);
});

test("a look whose clock is behind comes after what it builds on", () => {
  const { entries } = timelineOf(look({ now: "2026-03-02T00:59:00Z" }), RULING, 0.05);
  expect(entries.at(-1)?.at).toBe("2026-03-02T01:00:00Z");
});

test("a rollout can be stopped and held by commands that do nothing else", () => {
  const stop = "npx airworthy manage-rollout --move rollback --rollout r-2";
  expect(commandsFor("r-2", "inconclusive", false)).toEqual({ stop, hold: stop.replace("rollback", "hold") });
  expect(commandsFor("r-2", "hold", true)).toEqual({ stop, hold: null });
  expect(commandsFor("r-2", "rollback", false)).toEqual({ stop: null, hold: null });
  // A rollout that is called like a move would make a command that reads like one.
  expect(commandsFor("promote", "hold", false)).toEqual({ stop: null, hold: null });
});
