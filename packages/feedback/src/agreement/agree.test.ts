import { expect, test } from "vitest";
import { rowOf } from "../../fixtures/rows.ts";
import type { RowDraft } from "../row/read-row.ts";
import { agree } from "./agree.ts";

let number = 0;
const answer = (caseId: string, reviewer: string | null, kind: "wrong" | "right", more: Partial<RowDraft> = {}) =>
  rowOf(number++, { caseId, reviewer, kind, text: null, ...more });

test("alpha and kappa of two people are Krippendorff's and Cohen's", () => {
  // Krippendorff (2011), part A: 0.095. Cohen's of the same table, [[5, 3], [1, 1]] of 10 by hand: 0.6 observed of 0.56, 0.0909.
  const [one, other] = ["0100000010", "1110010000"];
  const rows = [...one].flatMap((value, index) => [
    answer(`c${index}`, "meg", value === "1" ? "right" : "wrong"),
    answer(`c${index}`, "owen", other[index] === "1" ? "right" : "wrong"),
  ]);
  const { alpha, kappa, cases, reviewers, disputes } = agree(rows, 1);
  expect([cases, reviewers, disputes.length]).toEqual([10, 2, 4]);
  expect(alpha?.value).toBeCloseTo(0.095, 3);
  expect(alpha?.low).toBeLessThan(0.095);
  expect(kappa).toBeCloseTo(1 - 0.4 / 0.44, 12);
});

test("a person's latest word counts, once, however the login is cased", () => {
  const rows = [
    answer("c", "ann", "wrong", { on: "2026-01-01" }),
    answer("c", "Ann", "right", { on: "2026-01-02" }),
    answer("c", "bo", "right"),
  ];
  expect(agree(rows, 1)).toMatchObject({ cases: 1, reviewers: 2, disputes: [] });
});

test("people who differ in their word or in what they expect make a case one to look at, the most evenly split first", () => {
  const rows = [
    ...["a", "b", "c"].map((who) => answer("mostly", who, "wrong")),
    answer("mostly", "d", "right"),
    answer("even", "a", "wrong"),
    answer("even", "b", "right"),
    answer("other", "a", "wrong", { expected: "neutral" }),
    answer("other", "b", "wrong", { expected: "Positive" }),
    answer("same", "a", "wrong", { expected: "Positive" }),
    answer("same", "b", "wrong", { expected: "positive " }),
  ];
  expect(
    agree(rows, 1).disputes.map(({ caseId, wrong, right, expectations }) => [caseId, wrong, right, expectations]),
  ).toEqual([
    ["even", 1, 1, 0],
    ["mostly", 3, 1, 0],
    ["other", 2, 0, 2],
  ]);
});

test("two versions may answer a case differently, and people say so without differing", () => {
  const of = (digit: string) => ({ digest: `sha256:${digit.repeat(64)}` });
  const rows = [answer("c", "a", "wrong", of("a")), answer("c", "b", "right", of("b"))];
  expect(agree(rows, 1)).toMatchObject({ cases: 0, disputes: [] });
});

test("rows without a person, comments and reactions count for nothing; nothing has no agreement", () => {
  const rows = [
    answer("c", null, "wrong"),
    answer("c", null, "right"),
    answer("c", "a", "wrong"),
    rowOf(900, { caseId: "c", reviewer: "b", kind: "comment" }),
    rowOf(901, {
      caseId: "c",
      reviewer: "c",
      kind: "right",
      source: { kind: "reaction", link: "https://example.org/" },
      text: null,
    }),
  ];
  expect(agree(rows, 1)).toEqual({ cases: 0, reviewers: 0, alpha: null, kappa: null, disputes: [] });
  expect(agree([answer("d", "a", "right"), answer("d", "b", "right")], 1)).toMatchObject({ cases: 1, alpha: null });
});
