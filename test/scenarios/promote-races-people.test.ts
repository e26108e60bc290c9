import { beforeAll, expect, test } from "vitest";
import { type Made, makeEvidence } from "../harness/promotion/evidence-artifact.ts";
import { createPromotionRepository, PERMISSIONS } from "../harness/promotion/promotion-repository.ts";

// Whose word counts, for which change, and what becomes of a word that is taken back: through the built action.

const LIMIT = { timeout: 300_000 };
const [HEAD, OTHER_HEAD] = ["2".padStart(40, "c"), "3".padStart(40, "c")];
const COMMAND = "/promote ranker@2.0.0 to only";

let second: Made;
let third: Made;

beforeAll(async () => {
  [second, third] = await Promise.all([
    makeEvidence({ version: "2.0.0", commit: HEAD }),
    makeEvidence({ version: "3.0.0", commit: OTHER_HEAD }),
  ]);
}, 240_000);

/** A repository whose one stage asks for this beside evidence. */
function createRepository(...fields: readonly string[]) {
  const stage = ["checklist: false", "needs: [{ type: safety-scan }]", ...fields].map((field) => `      ${field}\n`);
  return createPromotionRepository({ made: second, policy: `promotion:\n  stages:\n    only:\n${stage.join("")}` });
}

test.concurrent(
  "an environment's reviewer approves for the stage of that environment, and for no other",
  LIMIT,
  async () => {
    await using at = await createRepository("approvals: 1", "approvers: ['@bob']", "environment: prod");
    const inputs = { model: "ranker", stage: "only", version: "2.0.0", "pull-request": "7" };
    at.github.state.approvals.push({ login: "bob", state: "approved", environment: "staging" });
    at.github.state.approvals.push({ login: "carl", state: "rejected", environment: "prod" });
    const early = await at.step(inputs);
    expect(early.outputs, early.stdout).toMatchObject({ verdict: "inconclusive", "reason-code": "not-approved" });
    expect(early.stdout).toContain("the reviewers of the environment prod");
    at.github.state.approvals.push({ login: "carl", state: "approved", environment: "Prod" });
    const unnamed = await at.step({ model: "ranker", stage: "only", "pull-request": "7" });
    expect(unnamed.outputs).toMatchObject({ verdict: "inconclusive" });
    const run = await at.step(inputs);
    expect(run.outputs, run.stdout).toMatchObject({ verdict: "pass", effect: "promoted" });
    expect(at.github.state.deployments).toMatchObject([{ environment: "prod" }]);
  },
);

test.concurrent(
  "of a pull request that was merged the merge is promoted, and not what was proposed",
  LIMIT,
  async () => {
    await using at = await createRepository("approvals: 1", "approvers: ['@bob', '@carl']");
    at.propose(third, 8);
    const [pull] = at.github.state.pulls;
    Object.assign(pull ?? {}, { state: "closed", mergedAs: OTHER_HEAD });
    at.approve("carl", "e".repeat(40));
    const before = await at.comment({ body: COMMAND });
    expect(before.run.outputs).toMatchObject({ verdict: "error" });
    expect(at.answers().at(-1)?.body).toContain("There is no evidence of a package");
    expect(at.tags()).toEqual([]);
    const unapproved = await at.comment({ body: "/promote ranker@3.0.0 to only" });
    expect(unapproved.run.stdout).toContain("1 approval needed, 0 given, 1 of another commit");
    // Nobody can review the merge itself: what was merged was seen.
    at.approve("bob", HEAD);
    const { run } = await at.comment({ body: "/promote ranker@3.0.0 to only" });
    expect(run.outputs, run.stdout).toMatchObject({ verdict: "pass", effect: "promoted" });
    expect(at.github.state.deployments).toMatchObject([{ sha: OTHER_HEAD }]);
  },
);

test.concurrent("an owner of each file is asked for, also by a team", LIMIT, async () => {
  await using at = await createRepository("codeowners: true");
  const permissions = { ...PERMISSIONS, members: "read" };
  at.commitToMain({ ".github/CODEOWNERS": "*.md @bob\nmodel.bin @octo-org/ml\n" });
  at.github.state.teams.set("octo-org/ml", new Map([["carl", "active"]]));
  at.github.state.changedFiles.set(7, ["model.bin", "README.md"]);
  at.approve("bob");
  const early = await at.comment({ body: COMMAND }, { permissions });
  expect(early.run.outputs).toMatchObject({ verdict: "inconclusive", "reason-code": "no-owner-approved" });
  expect(at.answers().at(-1)?.body.replaceAll("<span></span>", "")).toContain("an approval by @octo-org/ml is needed");
  at.approve("carl");
  const blind = await at.comment({ body: COMMAND });
  expect(blind.run.outputs).toMatchObject({ verdict: "inconclusive" });
  expect(blind.run.stdout).toContain("nobody counts as their member");
  const { run } = await at.comment({ body: COMMAND }, { permissions });
  expect(run.outputs, run.stdout).toMatchObject({ verdict: "pass", effect: "promoted" });
});

test.concurrent("what a token may not do is named, with the permission that it lacks", LIMIT, async () => {
  await using at = await createRepository();
  const refused = await at.comment({ body: COMMAND }, { permissions: { ...PERMISSIONS, contents: "read" } });
  expect(refused.run.outputs["verdict"]).toBe("error");
  expect(at.answers().at(-1)?.body).toContain("contents: write");
  expect(at.tags()).toEqual([]);
  const blind = await at.comment({ body: COMMAND }, { permissions: { ...PERMISSIONS, actions: "none" } });
  expect(blind.run.outputs["verdict"]).toBe("error");
  expect(at.answers().at(-1)?.body).toContain("actions: read");
  expect(at.tags()).toEqual([]);
  const half = await at.comment({ body: COMMAND }, { permissions: { ...PERMISSIONS, deployments: "read" } });
  expect(half.run.outputs).toMatchObject({ verdict: "error", "reason-code": "record-missing" });
  expect(at.answers().at(-1)?.body).toContain("deployments: write");
  expect(at.tags()).toContain("ranker#only#1");
});

test.concurrent("a comment that is deleted before the write promotes nothing", LIMIT, async () => {
  await using at = await createRepository();
  const { state } = at.github;
  const remove = () => void state.comments.splice(0, state.comments.length);
  at.github.meanwhile.push({ request: /^POST .*\/git\/refs/, happens: remove });
  const { run } = await at.comment({ body: COMMAND });
  expect(run.outputs["verdict"]).toBe("error");
  expect(run.stdout).toContain("deleted");
  expect(at.tags()).toEqual([]);
  at.github.meanwhile.push({ request: /^GET .*\/issues\/comments/, happens: remove });
  const gone = await at.comment({ body: COMMAND });
  expect(gone.run.stdout).toContain("the comment was deleted");
  expect(at.tags()).toEqual([]);
  expect(at.audit()).toEqual([]);
});

test.concurrent("what was approved for another base, or is an issue, is no change of the branch", LIMIT, async () => {
  await using at = await createRepository("approvals: 1", "approvers: ['@bob']");
  const [pull] = at.github.state.pulls;
  Object.assign(pull ?? {}, { base: { sha: HEAD, ref: "mine" } });
  at.approve("bob");
  const elsewhere = await at.comment({ body: COMMAND });
  expect(elsewhere.run.outputs["verdict"]).toBe("error");
  expect(at.answers().at(-1)?.body).toContain("is into mine; those into main are promoted");
  Object.assign(pull ?? {}, { base: undefined });
  at.github.state.timeline.push({ pull: 7, event: "base_ref_changed", on: new Date().toISOString() });
  const moved = await at.comment({ body: COMMAND });
  expect(moved.run.outputs).toMatchObject({ verdict: "inconclusive", "reason-code": "not-approved" });
  const inputs = { model: "ranker", stage: "only", version: "2.0.0", "pull-request": "9" };
  at.github.state.issues.push({ number: 9, login: "ann", state: "open", title: "t", body: "", labels: [] });
  const issue = await at.step(inputs);
  expect(issue.stdout).toContain("#9 is an issue");
  expect(at.tags()).toEqual([]);
});
