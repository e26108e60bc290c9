import { expect, test } from "vitest";
import { HASH, LINK, read, rowOf } from "../../fixtures/rows.ts";
import { type FeedbackRow, MOST_COMMENT, MOST_CONTENT, MOST_EXPECTED } from "./feedback-row.ts";
import type { RowDraft } from "./read-row.ts";

const long = (length: number) => "x".repeat(length);

test.each<[string, Partial<RowDraft>, string]>([
  ["no kind", { kind: null }, "no-kind"],
  ["a comment without a word", { text: " \u200b " }, "nothing-said"],
  ["a thumb about nothing", { kind: "wrong", text: null }, "nothing-said"],
  ["a digest of too few digits", { digest: "sha256:abc" }, "bad-digest"],
  ["a link that is a script", { source: { kind: "issue", link: "javascript:alert(1)" } }, "bad-link"],
  ["a link with a password", { source: { kind: "comment", link: "https://a:b@c.d/" } }, "bad-link"],
  ["a time without a zone", { on: "2026-01-01T10:00:00" }, "bad-time"],
  ["a day that does not exist", { on: "2026-13-41" }, "bad-time"],
  ["a reviewer of 201 characters", { reviewer: long(201) }, "bad-name"],
  ["a case's id of a megabyte", { caseId: long(2 ** 21) }, "bad-name"],
  ["an input that is too long", { input: long(MOST_CONTENT + 1) }, "too-long"],
  ["an expectation that is too long", { expected: long(MOST_EXPECTED + 1) }, "too-long"],
  ["a comment of two megabytes", { text: long(2 ** 21) }, "too-long"],
])("%s is refused with its reason, and nothing of what it says", (_, draft, reason) => {
  const made = read(draft);
  expect(made).toMatchObject({ refused: reason });
  expect(JSON.stringify(made).length).toBeLessThan(1_200);
});

test("a model that nobody names is refused", () => {
  expect(read({}, { model: "" })).toMatchObject({ refused: "no-model" });
  expect(read({ model: "other" }, { model: "" })).toMatchObject({ row: { model: "other" } });
});

test("a comment that is too long is cut at a whole character, and says so", () => {
  const made = read({ text: `${long(MOST_COMMENT - 2)}👍👍` });
  expect(made).toMatchObject({ isCut: true });
  const { text } = "row" in made ? made.row : { text: "" };
  expect(text.isWellFormed()).toBe(true);
  expect(text).toBe(`${long(MOST_COMMENT - 2)}…`);
});

test("the same place gives the same id, whatever is said there now; another reviewer another", () => {
  expect(rowOf(1).id).toBe(rowOf(1, { text: "Now it is fast.", on: "2026-04-01" }).id);
  expect(new Set([rowOf(1).id, rowOf(2).id, rowOf(1, { key: "b" }).id, rowOf(1, { reviewer: "bo" }).id]).size).toBe(4);
});

test("a reviewer with a pseudonym is told by nothing else, and is one person however the login is cased", () => {
  const named = (reviewer: string): FeedbackRow | null => {
    const made = read({ reviewer }, { pseudonym: HASH });
    return "row" in made ? made.row : null;
  };
  expect(named("Ann-Lee")?.reviewer).toMatch(/^~[0-9a-f]{16}$/);
  expect(named("ann-lee")?.reviewer).toBe(named("Ann-Lee")?.reviewer);
  expect(named("annlee")?.reviewer).not.toBe(named("Ann-Lee")?.reviewer);
});

test("consent is what the row says, else what its source tells people; a language that is none is none", () => {
  expect(read({}, { consent: null })).toMatchObject({ row: { consent: null } });
  expect(read({ consent: null })).toMatchObject({ row: { consent: null } });
  expect(read({ consent: false })).toMatchObject({ row: { consent: false } });
  expect(read({ language: "pt-BR" })).toMatchObject({ row: { language: "pt-BR" } });
  expect(read({ language: "<b>" })).toMatchObject({ row: { language: null } });
});

test("names of objects' own parts are names", () => {
  for (const name of ["__proto__", "constructor", "toString"]) {
    expect(read({ caseId: name, reviewer: name, model: name })).toMatchObject({
      row: { caseId: name, reviewer: name, model: name, source: { link: `${LINK}1` } },
    });
  }
});
