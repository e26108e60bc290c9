import { VERDICTS, type Verdict } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { COMMENT_MODES, isWanted, type Standing } from "./comment-mode.ts";

const NOTHING: Standing = { exists: false, part: undefined, isOutdated: false };
const UNREADABLE: Standing = { exists: true, part: undefined, isOutdated: false };

test("always writes whatever it is, never nothing", () => {
  for (const standing of [NOTHING, UNREADABLE, saying("pass"), left()]) {
    for (const isRunning of [true, false]) {
      expect(isWanted("always", { isRunning, verdict: "pass", title: "Ready" }, standing)).toBe(true);
      expect(isWanted("never", { isRunning, verdict: "fail", title: "Not ready" }, standing)).toBe(false);
    }
  }
});

test("on-change writes the first, another verdict, and other counts", () => {
  const wanted = (verdict: Verdict, title: string, standing: Standing) =>
    isWanted("on-change", { isRunning: false, verdict, title }, standing);
  expect(wanted("pass", "Ready", NOTHING)).toBe(true);
  expect(wanted("pass", "Ready", saying("pass"))).toBe(false);
  expect(wanted("warn", "Ready", saying("pass"))).toBe(true);
  expect(wanted("pass", "Ready · 1 improvement", saying("pass"))).toBe(true);
  const long = `Ready${" · 1 more".repeat(50)}`;
  expect(wanted("pass", long, saying("pass", long.slice(0, 119).concat("…")))).toBe(false);
});

test("on-failure writes what is no pass, and a pass only where a failure stands", () => {
  for (const verdict of VERDICTS) {
    const isFailing = ["inconclusive", "fail", "error"].includes(verdict);
    const wanted = (standing: Standing) => isWanted("on-failure", { isRunning: false, verdict, title: "" }, standing);
    expect(wanted(NOTHING), verdict).toBe(isFailing);
    expect(wanted(saying("pass")), verdict).toBe(isFailing);
    for (const before of ["inconclusive", "fail", "error"] as const) expect(wanted(saying(before)), verdict).toBe(true);
  }
});

test("what was left at running, or cannot be read, is replaced by a result and never by another running", () => {
  for (const mode of COMMENT_MODES.filter((other) => other.startsWith("on-"))) {
    for (const standing of [left(), UNREADABLE]) {
      expect(isWanted(mode, { isRunning: false, verdict: "pass", title: "Ready" }, standing), mode).toBe(true);
      expect(isWanted(mode, { isRunning: true, verdict: "inconclusive", title: "Running" }, standing), mode).toBe(
        false,
      );
    }
  }
});

function saying(verdict: Verdict, title = "Ready"): Standing {
  const head = "a".repeat(40);
  const run = { id: 1, attempt: 1 };
  const part = { name: "", head, run, isRunning: false, result: { head, run, verdict, title, body: null } };
  return { exists: true, part, isOutdated: false };
}

function left(): Standing {
  const part = { name: "", head: "a".repeat(40), run: { id: 1, attempt: 1 }, isRunning: true, result: null };
  return { exists: true, part, isOutdated: false };
}
