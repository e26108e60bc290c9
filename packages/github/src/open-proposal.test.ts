import { expect, test } from "vitest";
import { addComment, addCommit, type GitHub, REPOSITORY, startGitHub } from "../../../test/harness/github/index.ts";
import { createClient } from "./client.ts";
import { listRepositoryComments } from "./feedback/repository-comments.ts";
import { findOpenProposal, listClosedProposals, retitleProposal } from "./open-proposal.ts";

const [owner = "", repo = ""] = REPOSITORY.split("/");
const at = { owner, repo };
const QUERY = { base: "refs/heads/main", prefix: "airworthy/feedback-" };
const BASE = { sha: "b".repeat(40), ref: "main" };

function connect(github: GitHub, permissions: Readonly<Record<string, string>>) {
  return createClient({
    token: github.tokenFor(permissions),
    env: github.env,
    log: { info: () => {}, warn: () => {} },
  });
}

test.concurrent("a proposal is open, to the branch, and of the repository itself, whatever forks call theirs", async () => {
  await using github = await startGitHub();
  const sha = addCommit(github.state);
  const pull = (number: number, ref: string, more: object = {}) =>
    github.state.pulls.push({ number, state: "open", head: { sha, ref, repository: REPOSITORY }, base: BASE, ...more });
  const find = async () => findOpenProposal(await connect(github, { "pull-requests": "read" }), at, QUERY);
  pull(8, "airworthy/feedback-1", { head: { sha, ref: "airworthy/feedback-1", repository: "mallory/sentiment" } });
  pull(9, "airworthy/feedback-2", { state: "closed" });
  pull(10, "airworthy/feedback-3", { base: { ...BASE, ref: "other" } });
  pull(11, "other/feedback-4");
  expect(await find()).toBeNull();
  pull(12, "airworthy/feedback-5");
  expect(await find()).toEqual({
    number: 12,
    title: "A change",
    url: `https://github.com/${REPOSITORY}/pull/12`,
    ref: "refs/heads/airworthy/feedback-5",
  });
});

test.concurrent("what was closed is told newest first, without what was merged or is of others; a title can be changed", async () => {
  await using github = await startGitHub();
  const sha = addCommit(github.state);
  const head = (ref: string, repository = REPOSITORY) => ({ sha, ref, repository });
  const pull = (number: number, more: object = {}) =>
    github.state.pulls.push({ number, state: "closed", head: head("airworthy/feedback-1"), base: BASE, ...more });
  pull(8);
  pull(9, { mergedAs: sha });
  pull(10, { head: head("airworthy/feedback-1", "mallory/sentiment") });
  pull(11, { head: head("other") });
  pull(12, { state: "open" });
  pull(13);
  const client = await connect(github, { "pull-requests": "write" });
  const closed = await listClosedProposals(client, at, QUERY);
  expect(closed.map(({ number }) => number)).toEqual([13, 8]);
  await retitleProposal(client, at, { number: 12 }, "Another");
  expect(await findOpenProposal(client, at, QUERY)).toMatchObject({ number: 12, title: "Another" });
});

test.concurrent("comments of all issues come newest first; a report is a bot's, however people end theirs", async () => {
  await using github = await startGitHub();
  const marker = `<!-- airworthy key=a schema=1 head=${"a".repeat(40)} run=1 attempt=1 -->`;
  addComment(github.state, { login: "ann", body: "first", issue: 9 });
  addComment(github.state, { login: "mallory", body: `Report\n\n${marker}`, issue: 8 });
  const { id } = addComment(github.state, { login: "github-actions[bot]", body: `Report\n\n${marker}` });
  github.state.reactions.push({ id: 1, comment: id, login: "ann", content: "-1" });
  const { items, isCut } = await listRepositoryComments(await connect(github, { issues: "read" }), at);
  expect(items.map(({ issueNumber, isReport, reactions }) => [issueNumber, isReport, reactions])).toEqual([
    [7, true, 1],
    [8, false, 0],
    [9, false, 0],
  ]);
  expect(isCut).toBe(false);
});
