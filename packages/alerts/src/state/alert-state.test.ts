import { expect, test } from "vitest";
import { type AlertState, EMPTY_STATE, formatState, parseState, sentWithinHour } from "./alert-state.ts";

const NOW = new Date("2026-03-02T07:00:00.000Z");
const ago = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000).toISOString();

const thread = (key: string, toldOn: string) => ({
  target: "a",
  key,
  fingerprint: "a".repeat(64),
  content: "b".repeat(64),
  verdict: "fail" as const,
  place: null,
  toldOn,
});

test("what is kept is read back, without what is too old to matter", () => {
  const state: AlertState = {
    schemaVersion: 1,
    threads: [thread("old", ago(90 * 24)), thread("kept", ago(90 * 24 - 1))],
    sent: [
      { target: "a", on: ago(1) },
      { target: "a", on: ago(0.9) },
    ],
    heldBack: [{ target: "a", count: 2 }],
  };
  const read = parseState(formatState(state, NOW), "state.json");
  expect(read.threads.map(({ key }) => key)).toEqual(["kept"]);
  expect(read.sent).toEqual([{ target: "a", on: ago(0.9) }]);
  expect(read.heldBack).toEqual(state.heldBack);
  expect([sentWithinHour(state, "a", NOW), sentWithinHour(state, "b", NOW)]).toEqual([1, 0]);
});

test("what is no state is refused with its name", () => {
  for (const text of ["", "{}", "[]", "null", JSON.stringify({ ...EMPTY_STATE, schemaVersion: 2 })]) {
    expect(() => parseState(text, "state.json"), text).toThrow(/state\.json is not/);
  }
});
