import { expect, test } from "vitest";
import { addComment, type GitHub, startGitHub } from "../../../../test/harness/github/index.ts";
import { createClient } from "../client.ts";
import { listReactions } from "./comment-reactions.ts";
import { listIssueComments } from "./issue-comments.ts";
import { readIssueEdits } from "./issue-edits.ts";
import { listLabelledIssues } from "./labelled-issues.ts";

const at = { owner: "octo-org", repo: "sentiment" };

function issueOf(number: number) {
  const texts = { title: `Wrong ${number}`, body: "It said positive." };
  return { number, login: "bea", state: "closed" as const, labels: ["feedback"], ...texts };
}

function addIssue(github: GitHub, number: number, changes: { labels?: readonly string[]; editedAt?: string } = {}) {
  github.state.issues.push({ ...issueOf(number), ...changes });
}

test.concurrent("issues with the label come earliest first, open or closed, without pull requests", async () => {
  await using github = await startGitHub();
  const [pull] = github.state.pulls;
  if (pull === undefined) throw new Error("the stand-in starts with a pull request");
  pull.labels = ["feedback"];
  addIssue(github, 9);
  addIssue(github, 8, { labels: ["feedback", "__proto__"] });
  addIssue(github, 10, { labels: ["bug"] });
  const client = await connect(github, github.tokenFor({ issues: "read" }));
  const { items, isCut } = await listLabelledIssues(client, at, { label: "feedback" });
  expect(items.map(({ number }) => number)).toEqual([8, 9]);
  expect(isCut).toBe(false);
  expect(items[0]).toEqual({
    number: 8,
    url: "https://github.com/octo-org/sentiment/issues/8",
    title: "Wrong 8",
    body: "It said positive.",
    isBodyCut: false,
    author: { login: "bea", type: "User" },
    authorAssociation: "NONE",
    viaApp: null,
    state: "closed",
    labels: ["feedback", "__proto__"],
    createdAt: "2026-01-01T00:00:00Z",
    updatedAt: "2026-01-01T00:00:00Z",
  });
});

test.concurrent("only what changed since is asked for, all pages of it, and a cut is told", async () => {
  await using github = await startGitHub();
  for (let number = 10; number < 131; number++) addIssue(github, number, { editedAt: "2026-03-02T00:00:00Z" });
  addIssue(github, 131);
  const client = await connect(github);
  const query = { label: "feedback", since: "2026-03-01T00:00:00Z" };
  const all = await listLabelledIssues(client, at, query);
  expect([all.items.length, all.isCut]).toEqual([121, false]);
  const some = await listLabelledIssues(client, at, { ...query, most: 120 });
  expect([some.items.length, some.isCut]).toEqual([120, true]);
  const exactly = await listLabelledIssues(client, at, { ...query, most: 121 });
  expect([exactly.items.length, exactly.isCut]).toEqual([121, false]);
});

test.concurrent("edits of issues are told with who made them, however many are asked for", async () => {
  await using github = await startGitHub();
  for (let number = 10; number < 120; number++) addIssue(github, number);
  const editedAt = "2026-03-02T00:00:00Z";
  addIssue(github, 120, { editedAt });
  github.state.issues.push({ ...issueOf(121), editedAt, editedBy: "eve" });
  github.state.issues.push({ ...issueOf(122), editedAt, editedBy: null });
  const client = await connect(github, github.tokenFor({ issues: "read" }));
  const edits = await readIssueEdits(
    client,
    at,
    github.state.issues.map(({ number }) => number),
  );
  expect([...edits]).toEqual([
    [120, { on: editedAt, by: "bea" }],
    [121, { on: editedAt, by: "eve" }],
  ]);
  expect(await readIssueEdits(client, at, [])).toEqual(new Map());
  expect(github.requests.filter(({ path }) => path === "/graphql")).toHaveLength(2);
});

test.concurrent("a label that would be taken for several is refused before anything is asked", async () => {
  await using github = await startGitHub();
  const client = await connect(github);
  for (const label of ["a,b", " "]) await expect(listLabelledIssues(client, at, { label })).rejects.toThrow("label:");
  expect(github.requests).toEqual([]);
});

test.concurrent("reactions of a comment say who reacted how, bots as such", async () => {
  await using github = await startGitHub();
  const { id } = addComment(github.state, { login: "github-actions[bot]", body: "Report" });
  github.state.reactions.push({ id: 1, comment: id, login: "ann", content: "-1" });
  github.state.reactions.push({ id: 2, comment: id, login: "release[bot]", content: "+1" });
  github.state.reactions.push({ id: 3, comment: id + 1, login: "ann", content: "+1" });
  const client = await connect(github, github.tokenFor({ "pull-requests": "read" }));
  const createdAt = "2026-01-01T00:00:00Z";
  await expect(listReactions(client, at, id)).resolves.toEqual({
    items: [
      { id: 1, content: "-1", author: { login: "ann", type: "User" }, createdAt },
      { id: 2, content: "+1", author: { login: "release[bot]", type: "Bot" }, createdAt },
    ],
    isCut: false,
  });
});

test.concurrent("comments of an issue come with their authors, also only those that changed since", async () => {
  await using github = await startGitHub();
  addComment(github.state, { login: "ann", body: "first", issue: 9 });
  addComment(github.state, { login: "bea", body: "second", issue: 9, editedAt: "2026-03-02T00:00:00Z" });
  addComment(github.state, { login: "bea", body: "elsewhere", issue: 8 });
  const client = await connect(github);
  const all = await listIssueComments(client, { ...at, number: 9 });
  expect(all.items.map(({ body, isEdited }) => [body, isEdited])).toEqual([
    ["first", false],
    ["second", true],
  ]);
  const since = await listIssueComments(client, { ...at, number: 9 }, "2026-03-01T00:00:00Z");
  expect(since.items.map(({ body }) => body)).toEqual(["second"]);
});

function connect(github: GitHub, token = "t") {
  return createClient({ token, env: github.env, log: { info: () => {}, warn: () => {} } });
}
