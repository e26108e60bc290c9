import { expect, test } from "vitest";
import { addComment, type GitHub, HEAD_SHA, startGitHub } from "../../../test/harness/github/index.ts";
import { createClient } from "./client.ts";
import { COMMENT_CHARACTERS, upsertComment } from "./comment.ts";
import { formatMarker } from "./marker.ts";

const BOT = "github-actions[bot]";
const pull = {
  owner: "octo-org",
  repo: "sentiment",
  number: 7,
  headSha: HEAD_SHA,
  fromFork: false,
  run: { id: 50, attempt: 1 },
};

test.concurrent("the first report is a new comment that ends with the marker", async () => {
  await using github = await startGitHub();
  await expect(post(github, "hello")).resolves.toMatchObject({
    state: "created",
    url: expect.stringMatching(/#issuecomment-1$/),
  });
  expect(github.state.comments.map(({ body }) => body)).toEqual([
    `hello\n\n<!-- airworthy key=airworthy schema=1 head=${HEAD_SHA} run=50 attempt=1 -->`,
  ]);
});

test.concurrent("the next report updates it in place, and an equal one writes nothing", async () => {
  await using github = await startGitHub();
  await post(github, "one");
  await expect(post(github, "two", { id: 51, attempt: 1 })).resolves.toMatchObject({ state: "updated" });
  const written = writes(github);
  await expect(post(github, "two", { id: 52, attempt: 1 })).resolves.toMatchObject({ state: "unchanged" });
  expect(writes(github)).toBe(written);
  expect(github.state.comments).toHaveLength(1);
});

test.concurrent("a marker in somebody else's comment, or quoted inside ours, is not ours to overwrite", async () => {
  await using github = await startGitHub();
  addComment(github.state, { login: "mallory", body: `mine\n\n${marker(1)}` });
  addComment(github.state, { login: BOT, body: `quoting\n> ${marker(1)}\n${marker(1)}\nthe end` });
  await expect(post(github, "ours")).resolves.toMatchObject({ state: "created" });
  expect(github.state.comments.map(({ body }) => body.split("\n")[0])).toEqual(["mine", "quoting", "ours"]);
});

test.concurrent("of several that are ours the newest is updated; another key's is left alone", async () => {
  await using github = await startGitHub();
  addComment(github.state, { login: BOT, body: `old\n\n${marker(1)}` });
  addComment(github.state, { login: BOT, body: `new\r\n\r\n${marker(2)}\r\n` });
  addComment(github.state, { login: BOT, body: `other\n\n${marker(3, "other")}` });
  await expect(post(github, "now")).resolves.toMatchObject({
    state: "updated",
    url: expect.stringMatching(/#issuecomment-2$/),
  });
});

test.concurrent("nothing is written when the head moved on or when a later run or attempt has spoken", async () => {
  await using github = await startGitHub();
  await post(github, "later", { id: 60, attempt: 2 });
  const written = writes(github);
  await expect(post(github, "earlier run", { id: 59, attempt: 9 })).resolves.toMatchObject({ state: "outrun" });
  await expect(post(github, "earlier attempt", { id: 60, attempt: 1 })).resolves.toMatchObject({ state: "outrun" });
  for (const stored of github.state.pulls) stored.head.sha = "b".repeat(40);
  await expect(post(github, "old commit", { id: 61, attempt: 1 })).resolves.toMatchObject({ state: "stale" });
  expect(writes(github)).toBe(written);
});

test.concurrent("a comment deleted between reading and writing is made anew", async () => {
  await using github = await startGitHub();
  await post(github, "one");
  github.faults.push({ kind: "not-found", request: /^PATCH/ });
  await expect(post(github, "two")).resolves.toMatchObject({ state: "created" });
});

test.concurrent("a comment that arrived although GitHub answered 502 is not sent twice", async () => {
  await using github = await startGitHub();
  github.faults.push({ kind: "bad-gateway-after-write", request: /^POST.*comments/ });
  await expect(post(github, "once")).resolves.toMatchObject({ url: expect.stringMatching(/#issuecomment-1$/) });
  expect(github.state.comments).toHaveLength(1);
});

test.concurrent("a comment that did not arrive is sent again", async () => {
  await using github = await startGitHub();
  github.faults.push({ kind: "server-error", request: /^POST.*comments/ });
  await expect(post(github, "twice")).resolves.toMatchObject({ state: "created" });
  expect(github.state.comments).toHaveLength(1);
});

test.concurrent.each(["read-only", "not-found", "query-refused"] as const)(
  "a token that may not ask GraphQL (%s) is taken for a workflow's",
  async (kind) => {
    await using github = await startGitHub();
    await post(github, "one");
    github.faults.push({ kind, request: /graphql/ });
    await expect(post(github, "two")).resolves.toMatchObject({ state: "updated" });
  },
);

test.concurrent("a body of 65,536 characters is sent; one more is refused before anything is asked", async () => {
  const room = COMMENT_CHARACTERS - marker(50).length - 2;
  for (const [script, unit] of [
    ["ASCII", "a"],
    ["CJK", "漢"],
    ["emoji", "😀"],
  ] as const) {
    const fill = (length: number) => unit.repeat(Math.floor(length / unit.length)) + "x".repeat(length % unit.length);
    for (const length of [room - 1, room]) {
      await using github = await startGitHub();
      await expect(post(github, fill(length)), script).resolves.toMatchObject({ state: "created" });
      expect(github.state.comments[0]?.body.length, script).toBe(length - room + COMMENT_CHARACTERS);
    }
    await using github = await startGitHub();
    await expect(post(github, fill(room + 1)), script).rejects.toThrow("65537 characters; 65536 are allowed");
    expect(github.requests).toEqual([]);
  }
});

async function post(github: GitHub, text: string, run = pull.run) {
  const log = { info: () => {}, warn: () => {} };
  const client = await createClient({ token: "t", env: github.env, log });
  return upsertComment(client, { ...pull, run }, { key: "airworthy", text });
}

function marker(run: number, key = "airworthy"): string {
  return formatMarker({ key, headSha: HEAD_SHA, run: { id: run, attempt: 1 } });
}

function writes(github: GitHub): number {
  return github.requests.filter(({ method, path }) => method !== "GET" && path !== "/graphql").length;
}
