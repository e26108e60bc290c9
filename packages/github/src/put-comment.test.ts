import { expect, test } from "vitest";
import { addComment, type GitHub, HEAD_SHA, startGitHub } from "../../../test/harness/github/index.ts";
import { createClient } from "./client.ts";
import { commitPlace, issuePlace } from "./comment-place.ts";
import { formatMarker } from "./marker.ts";
import { type CommentRule, keepOldest, type MarkedComment, putComment, roomFor } from "./put-comment.ts";

const repository = { owner: "octo-org", repo: "sentiment" };
const pull = issuePlace({ ...repository, number: 7 }, "pull-requests");
const marked = { key: "k", headSha: HEAD_SHA, run: { id: 1000, attempt: 1 } };

function say(text: string, run = 1000): MarkedComment {
  return { ...marked, text, run: { id: run, attempt: 1 } };
}

async function connect(github: GitHub) {
  return createClient({ token: "t", env: github.env, log: { info: () => {}, warn: () => {} } });
}

test.concurrent.each<[CommentRule, string, string]>([
  ["replace", "updated", "updated"],
  ["replace-changed", "unchanged", "updated"],
  ["add", "created", "created"],
])("by %s, what a later run says again is %s, and what it says otherwise %s", async (rule, again, otherwise) => {
  await using github = await startGitHub();
  const client = await connect(github);
  expect((await putComment(client, pull, say("a"), rule)).state).toBe("created");
  expect((await putComment(client, pull, say("a"), rule)).state).toBe("unchanged");
  expect((await putComment(client, pull, say("a", 1001), rule)).state).toBe(again);
  expect((await putComment(client, pull, say("b", 1002), rule)).state).toBe(otherwise);
  const late = await putComment(client, pull, say("c", 1001), rule);
  expect(late.state).toBe(rule === "add" ? "created" : "outrun");
});

test.concurrent("a comment that arrived although GitHub answered 502 is not written twice, whatever the rule", async () => {
  await using github = await startGitHub();
  github.faults.push({ kind: "bad-gateway-after-write", request: /^POST .*\/comments$/ });
  await expect(putComment(await connect(github), pull, say("a"), "add")).resolves.toMatchObject({ state: "unchanged" });
  expect(github.state.comments).toHaveLength(1);
});

test.concurrent("a commit has comments of its own", async () => {
  await using github = await startGitHub();
  const client = await connect(github);
  addComment(github.state, { login: "github-actions[bot]", body: "on the pull request" });
  const place = commitPlace(repository, HEAD_SHA);
  await putComment(client, place, say("a"), "replace");
  await putComment(client, place, say("b", 1001), "replace");
  expect(github.state.commitComments).toMatchObject([{ sha: HEAD_SHA, body: expect.stringMatching(/^b\n\n<!--/) }]);
});

const BOT = "github-actions[bot]";
const body = (text: string, run: number) => `${text}\n\n${formatMarker({ ...say(text, run), note: "" })}`;

test.concurrent.each([
  ["of one run what was said last", [1000, 1000, 1000], "c"],
  ["of several what the latest says, whenever it was written", [1000, 1002, 1001], "b"],
  ["of several what the latest says, should that be the oldest comment", [1002, 1000, 1001], "a"],
])("of several first comments the oldest stays, with the latest words: %s", async (_, runs, expected) => {
  await using github = await startGitHub();
  addComment(github.state, { login: "mallory", body: body("theirs", 1003) });
  for (const [index, run] of runs.entries())
    addComment(github.state, { login: BOT, body: body("abc"[index] ?? "", run) });
  const client = await connect(github);
  const url = await keepOldest(client, pull, "k", 0);
  expect(url).toMatch(/#issuecomment-2$/);
  expect(github.state.comments.map(({ body }) => body.split("\n")[0])).toEqual(["theirs", expected]);
  expect(await keepOldest(client, pull, "k", 0)).toBe(url);
  expect(github.requests.filter(({ method }) => method === "PATCH").length).toBe(expected === "a" ? 0 : 1);
});

test.concurrent("of a commit's comments, too; and where all were deleted there is none", async () => {
  await using github = await startGitHub();
  const client = await connect(github);
  const place = commitPlace(repository, HEAD_SHA);
  expect(await putComment(client, place, say("a"), "replace")).toMatchObject({ state: "created", isFirst: true });
  await putComment(client, place, say("b"), "add");
  await keepOldest(client, place, "k", 0);
  expect(github.state.commitComments).toMatchObject([{ id: 1, body: expect.stringMatching(/^b\n/) }]);
  github.state.commitComments.length = 0;
  expect(await keepOldest(client, place, "k", 0)).toBeNull();
});

test.concurrent("a text has exactly the room that GitHub leaves beside the marker", async () => {
  await using github = await startGitHub();
  const client = await connect(github);
  const room = roomFor(marked);
  await putComment(client, pull, say("x".repeat(room)), "add");
  expect(github.state.comments[0]?.body).toHaveLength(65_536);
  await expect(putComment(client, pull, say("x".repeat(room + 1)), "add")).rejects.toThrow("65536 are allowed");
});
