import { expect, test } from "vitest";
import { addComment, type GitHub, HEAD_SHA, startGitHub } from "../../../../test/harness/github/index.ts";
import { createClient, type Request } from "../client.ts";
import { answerIssue } from "./answer-issue.ts";
import { react } from "./react.ts";
import { readComment } from "./read-comment.ts";
import { readIssueOrPull } from "./read-issue-or-pull.ts";

const at = { owner: "octo-org", repo: "sentiment" };
const run = { id: 1000, attempt: 1 };

test.concurrent("a comment says who wrote it, in which conversation, and that it was never changed", async () => {
  await using github = await startGitHub();
  const { id } = addComment(github.state, { login: "ann", body: "/why", issue: 12, association: "MEMBER" });
  await expect(readComment(await connect(github), at, id)).resolves.toEqual({
    id,
    body: "/why",
    isBodyCut: false,
    author: { login: "ann", type: "User" },
    authorAssociation: "MEMBER",
    viaApp: null,
    createdAt: "2026-01-01T00:00:00Z",
    updatedAt: "2026-01-01T00:00:00Z",
    isEdited: false,
    issueNumber: 12,
    isAnswer: false,
    url: `https://github.com/octo-org/sentiment/pull/12#issuecomment-${id}`,
  });
});

test.concurrent("a comment that was changed, a bot's, and one that an App wrote for a person are told apart", async () => {
  await using github = await startGitHub();
  const client = await connect(github);
  const edited = addComment(github.state, { login: "ann", body: "x", editedAt: "2026-01-01T00:00:01Z" });
  const bot = addComment(github.state, { login: "release[bot]", body: "x" });
  const app = addComment(github.state, { login: "ann", body: "x", app: "helper" });
  await expect(readComment(client, at, edited.id)).resolves.toMatchObject({ isEdited: true });
  await expect(readComment(client, at, bot.id)).resolves.toMatchObject({ author: { type: "Bot" }, viaApp: null });
  await expect(readComment(client, at, app.id)).resolves.toMatchObject({ author: { type: "User" }, viaApp: "helper" });
  await expect(readComment(client, at, 99)).rejects.toMatchObject({ kind: "not-found" });
});

test.concurrent("a comment whose issue was moved to another repository is not taken for one of this", async () => {
  await using github = await startGitHub();
  const { id } = addComment(github.state, { login: "ann", body: "/why", issue: 12 });
  const moved = { ...at, repo: "other" };
  // GitHub leads on to where it is now.
  const client = await connect(github);
  const following = {
    ...client,
    request: (request: Request) => client.request({ ...request, parameters: { ...request.parameters, ...at } }),
  };
  await expect(readComment(following, moved, id)).rejects.toThrow(
    /is of .*\/octo-org\/sentiment\/issues\/12, which is not of octo-org\/other/,
  );
  await expect(readComment(following, { owner: "Octo-Org", repo: "Sentiment" }, id)).resolves.toMatchObject({ id });
});

test.concurrent("a body is cut where GitHub would have refused it, between two characters", async () => {
  await using github = await startGitHub();
  const body = `${"a".repeat(65_535)}😀`;
  const { id } = addComment(github.state, { login: "ann", body });
  const comment = await readComment(await connect(github), at, id);
  expect(comment).toMatchObject({ body: "a".repeat(65_535), isBodyCut: true });
});

test.concurrent("a number is a pull request with its head, or an issue, as it is now", async () => {
  await using github = await startGitHub();
  const client = await connect(github);
  github.state.issues.push({ number: 9, login: "bea", state: "closed", title: "Wrong", body: "", labels: [] });
  await expect(readIssueOrPull(client, at, 7)).resolves.toEqual({
    kind: "pull",
    number: 7,
    url: "https://github.com/octo-org/sentiment/pull/7",
    title: "A change",
    author: { login: "author", type: "User" },
    createdAt: "2026-01-01T00:00:00Z",
    state: "open",
    isDraft: false,
    headSha: HEAD_SHA,
    headRef: "candidate",
    headRepository: "octo-org/sentiment",
    baseRef: "main",
    defaultRef: "main",
    mergeSha: null,
    mergedAt: null,
  });
  await expect(readIssueOrPull(client, at, 9)).resolves.toMatchObject({
    kind: "issue",
    state: "closed",
    author: { login: "bea" },
  });
  await expect(readIssueOrPull(client, at, 10)).rejects.toMatchObject({ kind: "not-found" });
  const [pull] = github.state.pulls;
  if (pull === undefined) throw new Error("the stand-in starts with a pull request");
  Object.assign(pull, { state: "closed", mergedAs: "d".repeat(40) });
  await expect(readIssueOrPull(client, at, 7)).resolves.toMatchObject({ state: "merged", mergeSha: "d".repeat(40) });
});

test.concurrent("a token for issues only reads issues, and is told what it lacks for a pull request", async () => {
  await using github = await startGitHub();
  github.state.issues.push({ number: 9, login: "bea", state: "open", title: "Wrong", body: "", labels: [] });
  const client = await connect(github, github.tokenFor({ issues: "read" }));
  await expect(readIssueOrPull(client, at, 9)).resolves.toMatchObject({ kind: "issue" });
  const remedy = expect.stringContaining("pull-requests: read");
  await expect(readIssueOrPull(client, at, 7)).rejects.toMatchObject({ kind: "permission", remedy });
});

test.concurrent("a reaction that is sent twice is there once", async () => {
  await using github = await startGitHub();
  const client = await connect(github);
  const { id } = addComment(github.state, { login: "ann", body: "/why" });
  github.faults.push({ kind: "bad-gateway-after-write" });
  await react(client, at, id, "rocket");
  expect(github.requests.map(({ status }) => status)).toEqual([502, 200]);
  expect(github.state.reactions).toMatchObject([{ comment: id, content: "rocket", login: "github-actions[bot]" }]);
});

test.concurrent("an answer is made once and then updated, on an issue as well, with no permission for pull requests", async () => {
  await using github = await startGitHub();
  const client = await connect(github, github.tokenFor({ issues: "write" }));
  const say = async (text: string, of = run) =>
    (await answerIssue(client, { ...at, number: 9 }, { key: "q-1", text, headSha: HEAD_SHA, run: of })).state;
  expect(await say("one")).toBe("created");
  expect(await say("one")).toBe("unchanged");
  expect(await say("two", { id: 1001, attempt: 1 })).toBe("updated");
  expect(await say("three")).toBe("outrun");
  expect(github.state.comments).toMatchObject([{ issue: 9, body: expect.stringMatching(/^two\n/) }]);
});

test.concurrent("an answer that somebody else wrote with our marker is not ours", async () => {
  await using github = await startGitHub();
  const client = await connect(github);
  const pull = { ...at, number: 7 };
  const answer = { key: "q-1", text: "one", headSha: HEAD_SHA, run };
  await answerIssue(client, pull, answer);
  const [ours] = github.state.comments;
  if (ours === undefined) throw new Error("there is an answer");
  github.state.comments.length = 0;
  addComment(github.state, { login: "eve", body: ours.body });
  await expect(answerIssue(client, pull, answer)).resolves.toMatchObject({ state: "created" });
  expect(github.state.comments.map(({ login }) => login)).toEqual(["eve", "github-actions[bot]"]);
});

test.concurrent("an answer whose sending got lost is looked for and not sent again", async () => {
  await using github = await startGitHub();
  github.faults.push({ kind: "bad-gateway-after-write", request: /^POST .*comments/ });
  const answer = { key: "q-1", text: "one", headSha: HEAD_SHA, run };
  const result = await answerIssue(await connect(github), { ...at, number: 7 }, answer);
  expect(result.state).toBe("unchanged");
  expect(github.state.comments).toHaveLength(1);
});

test.concurrent("an answer that is too long, or whose key could end the marker, is refused before anything is asked", async () => {
  await using github = await startGitHub();
  const client = await connect(github);
  const answer = { key: "q-1", text: "x".repeat(65_536), headSha: HEAD_SHA, run };
  await expect(answerIssue(client, { ...at, number: 7 }, answer)).rejects.toThrow("65536 are allowed");
  await expect(answerIssue(client, { ...at, number: 7 }, { ...answer, key: "--> x" })).rejects.toThrow("key:");
  expect(github.requests).toEqual([]);
});

function connect(github: GitHub, token = "t") {
  return createClient({ token, env: github.env, log: { info: () => {}, warn: () => {} } });
}
