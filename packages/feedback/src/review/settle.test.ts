import { describe, expect, test } from "vitest";
import { rowOf } from "../../fixtures/rows.ts";
import type { FeedbackRow } from "../row/feedback-row.ts";
import { settle, wordsOf } from "./settle.ts";

const REVIEWERS = ["ann", "bo", "cy"];
const RULES = { isReviewer: (name: string) => REVIEWERS.includes(name.toLowerCase()) };

/** The word of somebody on case "c". */
function word(
  number: number,
  reviewer: string,
  kind: "wrong" | "right",
  more: { readonly expected?: string; readonly on?: string } = {},
): FeedbackRow {
  return rowOf(number, { reviewer, kind, caseId: "c", text: null, ...more });
}

describe("a case is settled by reviewers who say the same", () => {
  const settled = (least: number, ...rows: FeedbackRow[]) => settle(wordsOf(rows, RULES), least).get("c");

  test("as many as it takes, each once, whatever others say", () => {
    const wrong = word(1, "ann", "wrong", { expected: "no" });
    expect(settled(1, wrong)).toEqual({ kind: "wrong", expected: "no" });
    expect(settled(2, wrong)).toBeUndefined();
    expect(settled(2, wrong, word(2, "ANN", "wrong"))).toBeUndefined();
    expect(settled(2, wrong, word(2, "bo", "wrong"), word(3, "eve", "right"))).toEqual({
      kind: "wrong",
      expected: "no",
    });
    expect(settled(1, word(1, "eve", "wrong"))).toBeUndefined();
  });

  test("not where one of them says something else, in the word or in what is expected", () => {
    expect(settled(1, word(1, "ann", "wrong"), word(2, "bo", "right"))).toBeUndefined();
    const [no, never] = [word(1, "ann", "wrong", { expected: "no" }), word(2, "bo", "wrong", { expected: "never" })];
    expect(settled(1, no, never)).toBeUndefined();
    expect(settled(1, no, word(2, "bo", "wrong", { expected: " No " }))).toEqual({ kind: "wrong", expected: "no" });
  });

  test("the latest word of each counts, in whatever order they come", () => {
    const [before, after] = [
      word(1, "ann", "wrong", { on: "2026-01-01" }),
      word(2, "ann", "right", { on: "2026-01-02" }),
    ];
    for (const rows of [
      [before, after],
      [after, before],
    ]) {
      expect(settled(1, ...rows)).toEqual({ kind: "right", expected: null });
    }
  });

  test("reactions, comments and people whom nobody knows settle nothing", () => {
    const reaction = { source: { kind: "reaction", link: "https://example.org/1" } } as const;
    expect(settled(0, rowOf(1, { ...reaction, reviewer: "ann", kind: "wrong", caseId: "c" }))).toBeUndefined();
    expect(settled(0, rowOf(2, { reviewer: "ann", kind: "comment", caseId: "c" }))).toBeUndefined();
    expect(settled(0, rowOf(3, { reviewer: null, kind: "wrong", caseId: "c" }))).toBeUndefined();
  });
});
