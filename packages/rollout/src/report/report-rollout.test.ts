import { composeReport, plainText, renderMarkdown } from "@airworthy/report";
import { expect, test } from "vitest";
import { atStep, CANDIDATE_VERSION, clearanceOf, REQUESTS, readyAt, situation } from "../../fixtures/example.ts";
import { createRollout } from "../evidence/create-rollout.ts";
import { decideMove } from "../moves/decide-move.ts";
import type { Situation } from "../moves/outcome.ts";
import { reportRollout } from "./report-rollout.ts";

const RUN = {
  inputs: [],
  tool: { name: "airworthy", version: "0.1.0" },
  startedOn: "2026-03-02T09:00:00Z",
  finishedOn: "2026-03-02T09:00:01Z",
  log: null,
};
const SECOND = atStep(2);

function section(asked: Situation) {
  return reportRollout(createRollout(asked, decideMove(asked), RUN));
}

test("an advance says where the rollout stands, what comes next and how to stop it", () => {
  const shown = section(situation(SECOND, REQUESTS.advance, readyAt(SECOND)));
  expect(shown).toMatchObject({ title: "Rollout", word: "Advanced", verdict: "pass" });
  expect(shown.facts).toEqual([
    "review-sentiment-1: running",
    "▰▰▰▱▱ 5 % of everybody",
    "move 3 by @bot on 2026-03-02 14:00 UTC",
    "0 digests denied",
  ]);
  expect(shown.steps?.map(plainText)).toEqual([
    "25 % of everybody, on 2026-03-03 14:00 UTC at the earliest",
    "to hold it where it is: npx airworthy manage-rollout --move hold --rollout review-sentiment-1",
    "to stop it, back to the stable version for everybody: npx airworthy manage-rollout --move rollback --rollout review-sentiment-1",
  ]);
  expect(shown.rows.map(({ what, verdict }) => `${plainText(what)} ${verdict}`)).toEqual([
    "gate: not denied pass",
    "gate: flag pass",
    "gate: clearance pass",
    "gate: bake pass",
    "gate: window pass",
    "gate: freeze pass",
    "gate: approvals pass",
    "gate: analysis pass",
  ]);
});

test("a refusal has the gates that do not hold first, and what makes up for them", () => {
  const clearance = clearanceOf(CANDIDATE_VERSION, "inconclusive");
  const shown = section(situation(SECOND, REQUESTS.advance, readyAt(SECOND), { clearance, analysis: null }));
  expect(shown).toMatchObject({ word: "Not yet", verdict: "inconclusive" });
  expect(shown.steps?.map(plainText)).toContain("for clearance: npx airworthy audit-model");
});

test("a hostile reason is text in every surface", () => {
  const reason = "<img src=x> @team [x](javascript:1) | `";
  const back = section(situation(SECOND, { ...REQUESTS.rollback, reason }, readyAt(SECOND)));
  expect(back).toMatchObject({ word: "Rolled back", verdict: "pass" });
  expect(back.folds.map(({ summary }) => plainText(summary))).toEqual(["Ramp", "Denied: 1 digest"]);
  const context = { tool: RUN.tool, commit: null, evidenceFiles: 1 };
  const { text } = renderMarkdown(composeReport([back], context).blocks);
  expect(text).not.toMatch(/<img|[^\w`]@team|\]\(javascript/);
});
