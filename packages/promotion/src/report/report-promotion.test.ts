import { type Block, composeReport, plainText, renderMarkdown, type Text } from "@airworthy/report";
import { expect, test } from "vitest";
import { FIRST, MODEL, POLICY, promotion, registryWith, rollback, SECOND, tagsAfter } from "../../fixtures/example.ts";
import { decidePromotion, type PromotionSituation } from "../decide/decide-promotion.ts";
import { decideRollback } from "../decide/decide-rollback.ts";
import { createPromotion, createRollback } from "../evidence/create-promotion.ts";
import { emptyModel } from "../records/registry.ts";
import { explain } from "./explain.ts";
import { reportPromotion } from "./report-promotion.ts";

const RUN = {
  inputs: [],
  tool: { name: "airworthy", version: "0.1.0" },
  startedOn: "2026-03-02T10:00:00Z",
  finishedOn: "2026-03-02T10:00:01Z",
};
const CONTEXT = { tool: RUN.tool, commit: null, evidenceFiles: 1 };
const TAGS = tagsAfter(["staging", FIRST]);

function evidenceOf(situation: PromotionSituation) {
  return createPromotion(situation, decidePromotion(situation), RUN);
}

function rollbackEvidence(reason: string) {
  const tags = tagsAfter(["staging", FIRST], ["staging", SECOND]);
  const asked = rollback(registryWith(tags), { reason });
  const outcome = decideRollback(asked);
  if (outcome.effect !== "rolled-back") expect.unreachable();
  const statement = createRollback(asked, outcome, RUN);
  if (statement === null) expect.unreachable();
  return { statement, tags: [...tags, ...outcome.tags] };
}

const lines = (texts: readonly Text[] = []) => texts.map(plainText);

test("a promotion says what comes next and how to go back", () => {
  const section = reportPromotion(evidenceOf(promotion("staging", FIRST, emptyModel(MODEL))));
  expect(section).toMatchObject({ title: "Promotion", word: "Promoted", verdict: "pass" });
  expect(section.facts).toEqual(["stage staging, 1 of 2", "asked by @carl on 2026-03-02 10:00 UTC"]);
  expect(lines(section.steps)).toEqual([
    "to promote it further: /promote review-sentiment@1.0.0 to production",
    "to go back: /rollback review-sentiment REASON",
  ]);
  expect(lines(section.folds.map(({ summary }) => summary))).toEqual(["15 gates held", "Recorded: 2 tags"]);
  const { text } = renderMarkdown(composeReport([section], CONTEXT).blocks);
  expect(text).toContain("> **Promoted**\\\n> review-sentiment 1.0.0 is in staging.");
});

test("a refusal lists what is missing and the command that makes up for it", () => {
  const section = reportPromotion(evidenceOf(promotion("production", SECOND, registryWith(TAGS), { evidence: [] })));
  expect(section).toMatchObject({ word: "Not yet", verdict: "inconclusive" });
  // What holds is in a fold: of gates nothing is stable, and nothing was compared.
  expect(section.rows).toHaveLength(5);
  expect(composeReport([section], CONTEXT).title).toBe("Not yet: 5 without enough evidence");
  const said = section.folds.flatMap(({ summary, blocks }) => (plainText(summary) === "11 gates held" ? blocks : []));
  expect(said).toMatchObject([{ items: expect.arrayContaining([`digest: the package is ${SECOND.digest}`]) }]);
  expect(lines(section.steps)).toEqual([
    "for verification: npx airworthy verify-model",
    "for needs: npx airworthy test-behavior",
    "for needs: npx airworthy audit-model",
    "for checklist: npx airworthy audit-model",
    "for previous stage: /promote review-sentiment@2.0.0 to staging",
  ]);
});

const HOSTILE = "<img src=x> @team [x](javascript:1) | `";

test("a hostile reason is text in every surface", () => {
  const section = reportPromotion(rollbackEvidence(HOSTILE).statement);
  const { text } = renderMarkdown(composeReport([section], CONTEXT).blocks);
  expect(text).not.toMatch(/<img|[^\w`]@team|\]\(javascript/);
});

/** What blocks say, a line each. */
function said(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap((block) => {
    if (block.kind === "list") return block.items.map(plainText);
    return block.kind === "paragraph" ? [plainText(block.text)] : [];
  });
}

test("why a model is where it is, is told from tags and evidence", () => {
  const refused = evidenceOf(promotion("production", FIRST, registryWith(TAGS), { approvals: [] })).predicate;
  const staged = evidenceOf(promotion("staging", FIRST, emptyModel(MODEL))).predicate;
  const registry = new Map([[MODEL, registryWith(TAGS)]]);
  expect(said(explain({ of: MODEL, policy: POLICY, registry, decisions: [refused, staged] }))).toEqual([
    "review-sentiment: latest is 1.0.0",
    `staging: 1.0.0 since 2026-03-02 10:00 UTC, ${FIRST.digest}, promoted by @carl: 15 gates held`,
    "production: nothing",
    "1.0.0 is not in production; on 2026-03-02 10:00 UTC it lacked:",
    "approvals: 2 approvals needed, 0 given; by @ann, @bob, @org/risk, the reviewers of the environment prod",
    "codeowners: an approval by @ann is needed",
  ]);
});

test("why a stage has what it has, with what was gone back from, and what is unknown", () => {
  const { statement, tags } = rollbackEvidence(HOSTILE);
  const registry = new Map([[MODEL, registryWith(tags)]]);
  const asked = { policy: POLICY, registry, decisions: [statement.predicate] };
  const answer = said(explain({ ...asked, of: "staging" }));
  expect(answer).toContain(`${SECOND.digest}: @carl went back from it on 2026-03-02 10:00 UTC: ${HOSTILE}`);
  expect(answer[1]).toContain(`rolled back to by @carl: ${HOSTILE}`);
  expect(said(explain({ ...asked, decisions: [], of: "staging" }))[1]).toContain("its evidence is not here");
  expect(said(explain({ ...asked, of: "ranker" }))).toEqual([
    "There is neither a model nor a stage ranker. There is: review-sentiment, staging, production.",
  ]);
});
