import { formatStatement, parseStatement, type Statement, stableDigest, UserError } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import {
  after,
  atStep,
  CANDIDATE_VERSION,
  clearanceOf,
  moveOn,
  PLAN,
  REQUESTS,
  readyAt,
  STABLE_VERSION,
  START,
  situation,
} from "../../fixtures/example.ts";
import { hexOf } from "../fields.ts";
import { decideMove } from "../moves/decide-move.ts";
import type { Situation } from "../moves/outcome.ts";
import { idleRollout } from "../state/rollout-state.ts";
import { createRollout } from "./create-rollout.ts";
import { parseRollout, type RolloutPredicate } from "./predicate.ts";

const RUN = {
  inputs: [{ name: "flags.json", sha256: "1".repeat(64) }],
  tool: { name: "airworthy", version: "0.1.0" },
  startedOn: "2026-03-02T09:00:00Z",
  finishedOn: "2026-03-02T09:00:01Z",
  log: { length: 3, head: "2".repeat(64) },
};

function evidenceOf(asked: Situation, run = RUN): Statement<RolloutPredicate> {
  return createRollout(asked, decideMove(asked), run);
}

const SECOND = atStep(2);
const THIRD = atStep(3);
const LAST = atStep(5);
const HELD = moveOn(situation(SECOND, REQUESTS.hold, START)).state;
const BACK = moveOn(situation(THIRD, REQUESTS.rollback, START));
const DENIED = BACK.denied;
const ALLOW = { move: "allow", digest: CANDIDATE_VERSION.digest, id: null, reason: "a false alarm" } as const;

const MOVES: readonly (readonly [Situation, string])[] = [
  [situation(idleRollout(PLAN), REQUESTS.start, START), "2.0.0 is with 100 % of staff: step 1 of review-sentiment-1."],
  [
    situation(SECOND, REQUESTS.advance, readyAt(SECOND)),
    "2.0.0 is with 5 % of everybody: step 3 of review-sentiment-1.",
  ],
  [situation(SECOND, REQUESTS.hold, START), "review-sentiment-1 is held at 1 % of everybody."],
  [situation(HELD, REQUESTS.resume, START), "review-sentiment-1 goes on with 1 % of everybody; its step lasts anew."],
  [situation(THIRD, REQUESTS.rollback, START), "Everybody has 1.4.0 again; 2.0.0 is denied (toxic replies)."],
  [situation(LAST, REQUESTS.promote, after(86_400, LAST.stepStartedOn ?? "")), "2.0.0 is the version for everybody."],
  [situation(BACK.state, ALLOW, START, {}, DENIED), "2.0.0 may be given to users again."],
];

test("texts that people gave at their longest are shortened, and the move has its evidence", () => {
  const reason = "😀".repeat(500);
  const { headline } = evidenceOf(situation(THIRD, { ...REQUESTS.rollback, reason }, START)).predicate;
  // 1,000 would end with half of an emoji.
  expect(headline).toHaveLength(999);
  expect(headline.isWellFormed()).toBe(true);
  expect(headline).toMatch(/^Everybody has 1.4.0 again; 2.0.0 is denied \(😀.*😀…$/u);
  const { denied } = moveOn(situation(THIRD, { ...REQUESTS.rollback, reason }, START));
  const start = { ...REQUESTS.start, baseline: null };
  expect(evidenceOf(situation(BACK.state, start, START, {}, denied)).predicate.reasonCode).toBe("denied");
});

test.each(MOVES)("a move that moved passes, in one sentence: %#", (asked, headline) => {
  const statement = evidenceOf(asked);
  expect(statement.predicate).toMatchObject({ effect: "moved", verdict: "pass", reasonCode: "moved", headline });
  expect(parseRollout(parseStatement(formatStatement(statement), "a.json"))).toEqual(statement.predicate);
});

test("the subject is the candidate; of a rollback what everybody has again", () => {
  const digests = MOVES.map(([asked]) => evidenceOf(asked).subject[0].digest.sha256);
  const [candidate, stable] = [hexOf(CANDIDATE_VERSION.digest), hexOf(STABLE_VERSION.digest)];
  expect(digests).toEqual([candidate, candidate, candidate, candidate, stable, candidate, candidate]);
});

test("a refused move has the verdict of its worst gate, and says what is missing", () => {
  const missing = evidenceOf(situation(idleRollout(PLAN), REQUESTS.start, START, { clearance: null }));
  expect(missing.predicate).toMatchObject({
    effect: "refused",
    verdict: "inconclusive",
    reasonCode: "no-clearance",
    headline: "No start of review-sentiment: no evidence of this version was examined.",
  });
  const back = situation(BACK.state, REQUESTS.start, START, { clearance: null }, DENIED);
  expect(evidenceOf(back).predicate).toMatchObject({ verdict: "fail", reasonCode: "denied" });
  expect(evidenceOf(back).predicate.headline).toMatch(/went back from this version.*, and 1 more gate not met\.$/);
});

test("a move that changes nothing passes, and says why", () => {
  const statement = evidenceOf(situation(HELD, REQUESTS.hold, START));
  expect(statement.predicate).toMatchObject({
    effect: "unchanged",
    verdict: "pass",
    headline: "review-sentiment-1 stays as it is: it is held already.",
  });
});

test("a rollback of what another rollout denied already is told too", () => {
  const asked = situation(THIRD, REQUESTS.rollback, START, {}, DENIED);
  expect(evidenceOf(asked).predicate).toMatchObject({ effect: "moved", denial: DENIED[0] });
});

test("the same move at another time of day of the run is the same evidence", () => {
  const [asked] = MOVES[1] ?? [];
  if (asked === undefined) expect.unreachable();
  const later = { ...RUN, startedOn: "2027-01-01T00:00:00Z", finishedOn: "2027-01-01T00:00:00Z" };
  expect(stableDigest(evidenceOf(asked, later))).toBe(stableDigest(evidenceOf(asked)));
});

test("what comes next has its earliest time, by bake and window", () => {
  const { predicate } = evidenceOf(situation(SECOND, REQUESTS.advance, readyAt(SECOND)));
  // The second step begins at 10:00 and lasts four hours; the third lasts a day.
  expect(predicate.after.stepStartedOn).toBe("2026-03-02T14:00:00.000Z");
  expect(predicate.next).toEqual({ what: "25 % of everybody", at: "2026-03-03T14:00:00.000Z" });
});

describe("evidence that somebody edited is refused", () => {
  const advance = evidenceOf(situation(SECOND, REQUESTS.advance, readyAt(SECOND)));
  const rollback = evidenceOf(situation(THIRD, REQUESTS.rollback, START));
  const start = evidenceOf(situation(idleRollout(PLAN), REQUESTS.start, START));
  const refused = evidenceOf(
    situation(SECOND, REQUESTS.advance, readyAt(SECOND), { clearance: clearanceOf(CANDIDATE_VERSION, "fail") }),
  );
  const { before, after: ended, findings, analysis, steps } = advance.predicate;

  test.each<readonly [Statement<RolloutPredicate>, object, RegExp]>([
    [refused, { verdict: "pass" }, /worst verdict of its gates/],
    [refused, { effect: "moved", verdict: "pass" }, /refused where a gate does not hold/],
    [refused, { findings: [], effect: "moved", verdict: "pass", after: ended }, /come through the gates/],
    [refused, { after: ended }, /end where its move ends/],
    [advance, { findings: findings.filter(({ gate }) => gate !== "clearance") }, /come through the gates/],
    [advance, { findings: findings.filter(({ gate }) => gate !== "analysis") }, /come through the gates/],
    [advance, { analysis: null }, /a look at its own step/],
    [advance, { analysis: { ...analysis, position: 1 } }, /a look at its own step/],
    [advance, { analysis: { ...analysis, decision: "hold" } }, /a look at its own step/],
    [advance, { analysis: { ...analysis, madeOn: "2026-03-01T00:00:00Z" } }, /a look at its own step/],
    [advance, { on: before.stepStartedOn, after: { ...ended, stepStartedOn: before.stepStartedOn } }, /has lasted/],
    [advance, { after: { ...ended, step: 4, share: 0.25 } }, /end where its move ends/],
    [advance, { after: { ...ended, share: 0.25 } }, /share of its step/],
    [advance, { after: { ...ended, revision: 9 } }, /end where its move ends/],
    [advance, { after: { ...ended, candidate: `sha256:${"9".repeat(64)}` } }, /end where its move ends/],
    [advance, { denied: [CANDIDATE_VERSION.digest] }, /not expose what is denied/],
    [advance, { steps: steps.slice(0, 2) }, /share of its step/],
    [start, { after: { ...start.predicate.after, step: 5, segment: null } }, /end where its move ends/],
    [rollback, { denied: [] }, /end where its move ends/],
    [rollback, { denial: null }, /end where its move ends/],
    [rollback, { after: rollback.predicate.before }, /end where its move ends/],
    [rollback, { candidate: { ...rollback.predicate.candidate, sha256: "9".repeat(64) } }, /about the version/],
    [rollback, { more: 1 }, /more: unknown field/],
    [rollback, { move: "back" }, /move: "back" was given/],
  ])("%#", (statement, changes, message) => {
    const edited = { ...statement, predicate: { ...structuredClone(statement.predicate), ...changes } };
    expect(() => parseRollout(edited)).toThrow(UserError);
    expect(() => parseRollout(edited)).toThrow(message);
  });

  test("so is one of another type, or about another subject", () => {
    expect(() => parseRollout({ ...start, predicateType: "https://x.test/y" })).toThrow(UserError);
    const subject = { name: "x", digest: { sha256: "9".repeat(64) } };
    expect(() => parseRollout({ ...start, predicate: { ...start.predicate }, subject: [subject] })).toThrow(/subject/);
  });
});
