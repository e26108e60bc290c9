import { describe, expect, test } from "vitest";
import { rowOf } from "../../fixtures/rows.ts";
import type { FeedbackRow } from "../row/feedback-row.ts";
import { isDenied, reviewRows } from "./review-rows.ts";
import { caseOf, wordsOf } from "./settle.ts";

const RULES = { isReviewer: (name: string) => ["ann", "bo"].includes(name.toLowerCase()) };
const AT = "2026-03-05T10:00:00.000Z";
const row = rowOf(1, { reviewer: "eve", kind: "wrong", input: "x", expected: "no", text: null });
const other = rowOf(2, { reviewer: "zoe", kind: "wrong", input: "y", text: null });

/** What somebody says of a case in a comment. */
function say(reviewer: string, caseId: string, kind: "wrong" | "right", more: Partial<FeedbackRow> = {}): FeedbackRow {
  const source = { kind: "comment", link: `https://github.com/o/r/issues/1#${reviewer}-${caseId}` } as const;
  return { ...rowOf(9, { source, reviewer, caseId, kind, on: AT, text: null }), ...more };
}

function review(rows: readonly FeedbackRow[], said: readonly FeedbackRow[], least = 1, disputed: string[] = []) {
  const words = wordsOf([...rows, ...said], RULES);
  const found = reviewRows(rows, { words, least, disputed: new Set(disputed) });
  return {
    rows: found.rows.map(({ id, expected }) => [id, expected]),
    waiting: found.waiting.map(({ id }) => id),
  };
}

describe("rows are examples as reviewers settled them", () => {
  test("a row that names no case is one of its own, which others can name", () => {
    expect(caseOf(row)).toBe(`feedback/${row.id}`);
    expect(caseOf({ ...row, caseId: "c" })).toBe("c");
  });

  test("what reviewers expect is taken, what they deny is left out, and the rest waits", () => {
    expect(review([row, other], [])).toEqual({ rows: [], waiting: [row.id, other.id] });
    const said = [say("ann", caseOf(row), "right"), say("ann", caseOf(other), "wrong", { expected: "never" })];
    const settled = { rows: [[other.id, "never"]], waiting: [] };
    expect(review([row, other], said)).toEqual(settled);
    expect(review([row, other], said, 0)).toEqual(settled);
    expect(review([row], [say("ann", caseOf(row), "wrong")])).toEqual({ rows: [[row.id, "no"]], waiting: [] });
  });

  test("as many reviewers as it takes have to speak of the row, each once, and none may say otherwise", () => {
    const [ann, bo] = [say("ann", caseOf(row), "wrong"), say("bo", caseOf(row), "wrong")];
    expect(review([row], [ann, say("ANN", caseOf(row), "wrong")], 2).waiting).toEqual([row.id]);
    expect(review([row], [ann, bo], 2).rows).toEqual([[row.id, "no"]]);
    expect(review([row], [ann, { ...bo, kind: "right" }], 1)).toEqual({ rows: [], waiting: [row.id] });
    expect(review([row], [say("mallory", caseOf(row), "wrong")]).waiting).toEqual([row.id]);
  });

  test("comments, and rows without an input, wait for nobody", () => {
    const rows = [rowOf(3), rowOf(4, { reviewer: "zoe", kind: "wrong", caseId: "c", text: null })];
    expect(review(rows, [])).toEqual({ rows: [], waiting: [] });
  });
});

describe("a reviewer's word lets nothing in that the reviewer did not speak of", () => {
  const word = say("ann", "negation/3", "wrong", { expected: "no" });
  const claim = (number: number, draft: object) =>
    rowOf(number, { reviewer: "mallory", kind: "wrong", text: null, caseId: "negation/3", input: "my own", ...draft });

  test("an input that somebody wrote below a case of a report waits until its row is named", () => {
    const mine = claim(5, { expected: "whatever" });
    expect(review([mine], [word]).waiting).toEqual([mine.id]);
    // The reviewers of case and row have to want the same.
    const named = say("bo", `feedback/${mine.id}`, "wrong");
    expect(review([mine], [word, named]).waiting).toEqual([mine.id]);
    expect(review([mine], [word, { ...named, expected: "no" }]).rows).toEqual([[mine.id, "no"]]);
  });

  test("who names another's row as their case gets nothing in by the word on that", () => {
    const stranger = claim(6, { caseId: caseOf(row), expected: "whatever" });
    const found = review([row, stranger], [say("ann", caseOf(row), "wrong")]);
    expect(found).toEqual({ rows: [[row.id, "no"]], waiting: [stranger.id] });
  });

  test("the same input counts with the answer that the reviewer knows, and no other", () => {
    const same = claim(7, { input: "It is not great.", output: "evil", expected: "evil" });
    const known = { input: "It is not great.", output: "yes" };
    expect(review([same], [{ ...word, ...known }]).rows).toEqual([[same.id, "no"]]);
    expect(review([same], [{ ...word, ...known, expected: null }]).waiting).toEqual([same.id]);
    const right = { ...same, kind: "right", expected: null } as const;
    expect(review([right], [{ ...word, ...known, kind: "right", expected: null }]).rows).toEqual([[right.id, "yes"]]);
  });

  test("what an issue says since it was looked at waits to be looked at again", () => {
    const said = [say("ann", caseOf(row), "wrong")];
    const edited = (on: string) => ({ ...row, input: "changed", on });
    expect(review([edited("2026-03-05T10:00:00.999Z")], said).waiting).toEqual([row.id]);
    expect(review([edited("2026-03-05T09:59:59.999Z")], said).rows).toEqual([[row.id, "no"]]);
  });

  test("a reviewer's own row is their word", () => {
    const own = rowOf(8, { reviewer: "Ann", kind: "wrong", caseId: "c", input: "x", expected: "no", text: null });
    expect(review([own], []).rows).toEqual([[own.id, "no"]]);
  });
});

describe("where nobody has to agree", () => {
  test("what somebody denies is held back, and what reviewers agree on is not, whatever others say", () => {
    expect(review([row, other], [], 0).rows).toEqual([
      [row.id, "no"],
      [other.id, null],
    ]);
    expect(review([row], [], 0, [caseOf(row)])).toEqual({ rows: [], waiting: [] });
    expect(review([row], [say("ann", caseOf(row), "wrong")], 0, [caseOf(row)]).rows).toEqual([[row.id, "no"]]);
  });

  test("an example is denied by a reviewer's word or expectation, never by anybody else's", () => {
    const denied = (...said: FeedbackRow[]) => isDenied({ answer: "no" }, row, wordsOf([row, ...said], RULES));
    expect(denied()).toBe(false);
    expect(denied(say("mallory", caseOf(row), "right"))).toBe(false);
    expect(denied(say("ann", caseOf(row), "wrong", { expected: " No" }))).toBe(false);
    expect(denied(say("ann", caseOf(row), "right"))).toBe(true);
    expect(denied(say("ann", caseOf(row), "wrong", { expected: "never" }))).toBe(true);
  });
});
