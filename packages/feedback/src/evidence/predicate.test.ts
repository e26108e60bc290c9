import { formatStatement, parseStatement, stableDigest } from "@airworthy/evidence";
import { COMMENT_BUDGET, composeReport, renderMarkdown } from "@airworthy/report";
import { toJsonSchema } from "@valibot/to-json-schema";
import { expect, test } from "vitest";
import { feedbackOf, readsOfAll } from "../../fixtures/feedback.ts";
import { NOW } from "../../fixtures/rows.ts";
import { reportFeedback } from "../report/report-feedback.ts";
import { FEEDBACK_TYPE, type FeedbackPredicate, feedbackPredicateSchema, parseFeedback } from "./predicate.ts";
import { type Feedback, stateFeedback } from "./state-feedback.ts";

const RUN = {
  inputs: [{ name: "thumbs.jsonl", sha256: "0".repeat(64) }],
  tool: { name: "airworthy", version: "0.1.0" },
  seed: 1,
  startedOn: NOW,
  finishedOn: NOW,
};

const ALL = feedbackOf(readsOfAll());
const FIXED = feedbackOf(readsOfAll(), { a: ["wrong", "right"], b: ["right", "right"] });
const BROKEN = feedbackOf(readsOfAll(), { a: ["wrong", "right"], "_b|c_": ["right", "wrong"] });

const RUNS: readonly [string, Feedback, string, string][] = [
  ["everything", ALL, "warn", "rows-refused"],
  ["nothing", feedbackOf([]), "inconclusive", "nothing-said"],
  ["no refusals and nobody who differs", feedbackOf(readsOfAll().slice(0, 24)), "pass", "collected"],
  ["fixed cases", FIXED, "warn", "rows-refused"],
  ["fixed cases and no other word", feedbackOf([], { a: ["wrong", "right"] }), "pass", "feedback-fixed"],
  ["broken cases", BROKEN, "fail", "feedback-broken"],
  [
    "broken cases within the limit",
    { ...BROKEN, outcome: BROKEN.outcome && { ...BROKEN.outcome, mostBroken: 1 } },
    "warn",
    "feedback-broken-within-limit",
  ],
  ["cases without answers", feedbackOf([], { a: ["wrong", "unanswered"] }), "inconclusive", "unanswered-cases"],
  ["no cases", feedbackOf([], {}), "inconclusive", "no-cases"],
];

// `npx vitest run packages/feedback --update` writes the file anew. A check in code has no JSON Schema; it is left out.
test("feedback.schema.json is the predicate's schema", async () => {
  const converted = toJsonSchema(feedbackPredicateSchema, { errorMode: "ignore" });
  const named = { ...converted, $id: `${FEEDBACK_TYPE}/schema.json`, title: "Evidence of what people say of a model" };
  await expect(`${JSON.stringify(named, null, 2)}\n`).toMatchFileSnapshot("../../feedback.schema.json");
});

test.each(RUNS)("evidence of %s is read back whole, and says what it comes to", (_, feedback, verdict, reasonCode) => {
  const statement = stateFeedback(feedback, RUN);
  expect(parseFeedback(parseStatement(formatStatement(statement), "a.json"))).toEqual(statement.predicate);
  expect(statement.predicate).toMatchObject({ verdict, reasonCode });
  expect(stableDigest(stateFeedback(feedback, { ...RUN, startedOn: "2027-01-01T00:00:00Z" }))).toBe(
    stableDigest(statement),
  );
});

test.each(RUNS)("the report of %s can be written", (_, feedback, verdict) => {
  const section = reportFeedback(stateFeedback(feedback, RUN));
  expect(section).toMatchObject({ title: "Feedback", verdict });
  const { blocks } = composeReport([section], { tool: RUN.tool, commit: null, evidenceFiles: 1 });
  const { text } = renderMarkdown(blocks, COMMENT_BUDGET);
  expect(text).not.toMatch(/undefined|NaN|_a\|b_0(?!`)|example\.org/);
});

test("the report says what a reader asks: what was fixed, where people differ, what they speak of, since when", () => {
  const { rows, facts, folds, metrics, headline } = reportFeedback(stateFeedback(BROKEN, RUN));
  expect(headline).toBe("1 of 2 reported cases fixed, 1 broken, 0 still wrong; 0 may be broken.");
  expect(rows.map(({ what, was, now }) => [what, was, now])).toEqual([
    ["reported cases right", "50.0 %", "50.0 %"],
    ["refused", null, null],
    ["agreement", null, null],
  ]);
  expect(folds.map(({ summary }) => summary)).toEqual([
    "Reported cases that changed",
    "People differ on 1 case",
    "Themes: 2 in 23 comments",
    "Trend over 2 weeks",
    "Reactions on 1 case",
    expect.stringMatching(/^Cleaning: \d+ remarks$/),
  ]);
  expect(facts[0]).toMatch(/^30 rows of feedback, 29 with consent$/);
  expect(metrics?.map(({ name }) => name)).toEqual(["reported cases right", "judged wrong by people"]);
});

const FORGED: readonly [string, (predicate: FeedbackPredicate) => object, RegExp][] = [
  ["a better verdict", () => ({ verdict: "pass" }), /worst verdict/],
  [
    "findings that pass",
    ({ findings }) => ({ verdict: "pass", findings: findings.map((one) => ({ ...one, verdict: "pass" })) }),
    /what its figures say/,
  ],
  [
    "fewer broken cases",
    ({ outcome }) => ({ outcome: { ...outcome, broken: 0 } }),
    /what its figures say|outcome for each/,
  ],
  ["a higher limit", ({ outcome }) => ({ outcome: { ...outcome, mostBroken: 9 } }), /what its figures say/],
  [
    "no outcome",
    ({ findings }) => ({ outcome: null, findings: findings.slice(1), verdict: "warn" }),
    /no other baseline/,
  ],
  [
    "more consent",
    ({ collected }) => ({ collected: { ...collected, consent: { ...collected.consent, given: 99 } } }),
    /by consent/,
  ],
  [
    "fewer people who differ",
    ({ agreement }) => ({ agreement: { ...agreement, disputed: 0 } }),
    /fewer than it lists|figures say/,
  ],
  ["themes of other rows", ({ themes }) => ({ themes: { ...themes, rows: 5 } }), /all grouped rows/],
  ["a data set older than its parent", ({ dataSet }) => ({ dataSet: { ...dataSet, parent: 7 } }), /after its parent/],
  ["an unknown field", () => ({ extra: 1 }), /unknown field/],
];

test.each(FORGED)("evidence with %s is refused", (_, change, message) => {
  const statement = stateFeedback(BROKEN, RUN);
  const predicate = { ...structuredClone(statement.predicate), ...change(statement.predicate) };
  expect(() => parseFeedback({ ...statement, predicate })).toThrow(message);
});

test("a predicate of another type is refused", () => {
  expect(() => parseFeedback({ ...stateFeedback(ALL, RUN), predicateType: "https://example.com/x" })).toThrow(
    /is allowed/,
  );
});
