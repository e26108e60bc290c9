import { COMMENT_BUDGET, renderMarkdown } from "@airworthy/report";
import { expect, test } from "vitest";
import { commentPlace } from "../../../../../test/harness/promotion/comment-place.ts";
import { answerBlocks, reactionTo } from "./answer.ts";
import { type Carried, carried, lackBlocks } from "./carried.ts";
import { carryOutComment } from "./carry-out-comment.ts";
import type { Result } from "./dispatch.ts";

const HOLD = { verb: "hold", model: "ranker" } as const;

function resultOf(text: string, done: Partial<Carried> = {}): Result {
  return { command: HOLD, text, carried: { ...carried("done", "It is done."), ...done }, bug: null };
}

function rendered(results: readonly Result[]): string {
  return renderMarkdown(answerBlocks(results, []), COMMENT_BUDGET).text;
}

test("what was said is shown, and does nothing", () => {
  const hostile = "/rollback a @org/team ![x](https://e.example/x.png) <img src=x> \u202Ecba fixes #1";
  const text = rendered([resultOf(hostile, { headline: hostile })]);
  expect(text).toContain("‹U+202E›cba");
  expect(text).not.toMatch(/@org|!\[|<img|\u202E|#1|https:\/\/e/);
});

test("an answer to why begins with what there is, and not with that there is something", () => {
  const answer = [{ kind: "paragraph", text: "production: nothing" }] as const;
  const text = rendered([resultOf("/why ranker", { headline: "Why ranker is as it is.", effect: "looked", answer })]);
  expect(text).toMatch(/^\S+ `\/why ranker`\n\nproduction: nothing$/);
});

test("ten answers without end fit into one comment, and each of them begins", () => {
  const answer = lackBlocks(
    Array.from({ length: 300 }, (_, index) => ({ id: "needs", message: "x".repeat(490), command: `run ${index}` })),
  );
  const text = rendered(Array.from({ length: 10 }, (_, index) => resultOf(`/hold r${index}`, { answer })));
  expect(text.length).toBeLessThanOrEqual(COMMENT_BUDGET.characters);
  for (let index = 0; index < 10; index++) expect(text).toContain(`/hold r${index}`);
});

test.each([
  [["pass", "warn"], "rocket"],
  [["pass", "fail", "error"], "-1"],
  [["pass", "inconclusive"], "confused"],
  [["error"], "confused"],
  [[], "confused"],
] as const)("%j is told by %s", (verdicts, reaction) => {
  expect(
    reactionTo(
      verdicts.map((verdict) => resultOf("/hold ranker", { verdict })),
      [],
    ),
  ).toBe(reaction);
});

test("what cannot be said is said in the run alone: one line for each reaction and the answer", async () => {
  await using at = await commentPlace();
  at.github.faults.push(
    { kind: "read-only", request: /^POST .*\/reactions/ },
    { kind: "read-only", request: /^POST .*\/reactions/ },
    { kind: "read-only", request: /^POST .*\/comments$/ },
  );
  await expect(carryOutComment(at.write("/why staging"), at.place)).resolves.toMatchObject({ verdict: "pass" });
  expect([...at.warnings].map((line) => line.split(": ", 1)[0])).toEqual([
    "The comment got no reaction eyes",
    "The comment got no reaction rocket",
    "The comment was not answered",
  ]);
});
