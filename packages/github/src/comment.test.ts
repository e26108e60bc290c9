import { expect, test } from "vitest";
import { addComment, type GitHub, HEAD_SHA, startGitHub } from "../../../test/harness/github/index.ts";
import { createClient } from "./client.ts";
import { COMMENT_CHARACTERS, type StickyComment, upsertComment } from "./comment.ts";
import { formatMarker } from "./marker.ts";

const BOT = "github-actions[bot]";
const pull = {
  owner: "octo-org",
  repo: "sentiment",
  number: 7,
  headSha: HEAD_SHA,
  baseRef: "main",
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

test.concurrent("nothing is written when the head moved on, or when the draft says so", async () => {
  await using github = await startGitHub();
  await post(github, "here");
  const written = writes(github);
  for (const state of ["unchanged", "outrun", "not-wanted"] as const) {
    await expect(upsert(github, { draft: () => state })).resolves.toMatchObject({ state, url: expect.any(String) });
  }
  for (const stored of github.state.pulls) stored.head.sha = "b".repeat(40);
  await expect(post(github, "old commit", { id: 61, attempt: 1 })).resolves.toMatchObject({ state: "stale" });
  expect(writes(github)).toBe(written);
});

test.concurrent("a draft knows what stands there, who wrote it, and the pull request as it is", async () => {
  await using github = await startGitHub();
  const seen: unknown[] = [];
  const draft: StickyComment["draft"] = ([before = null], now) => {
    seen.push(before, now);
    return { text: "text", note: "a note, 漢" };
  };
  await upsert(github, { draft });
  for (const stored of github.state.pulls) stored.base = { sha: "c".repeat(40), ref: "develop" };
  await upsert(github, { draft });
  const now = { headSha: HEAD_SHA, state: "open", baseRef: "main" };
  const marker = { key: "airworthy", headSha: HEAD_SHA, run: pull.run, note: "a note, 漢" };
  expect(seen).toMatchObject([null, now, { text: "text", marker }, { ...now, baseRef: "develop" }]);
});

test.concurrent("where a new comment takes the old one's place, the old one says so and is ours no longer", async () => {
  await using github = await startGitHub();
  await post(github, "old");
  const supersede = (url: string) => `See ${url}`;
  await expect(upsert(github, { draft: () => ({ text: "new", note: "", supersede }) })).resolves.toMatchObject({
    state: "created",
  });
  await expect(post(github, "newer")).resolves.toMatchObject({ state: "updated" });
  expect(github.state.comments.map(({ body }) => body.split("\n")[0])).toEqual([
    "See https://github.com/octo-org/sentiment/pull/7#issuecomment-1".replace("-1", "-2"),
    "newer",
  ]);
});

test.concurrent("jobs that write one comment at the same moment lose nothing, and leave one comment", async () => {
  await using github = await startGitHub();
  const names = ["a", "b", "c"];
  const results = names.map((name, index) => {
    const draft: StickyComment["draft"] = (before) => {
      const there = new Set([name, ...before.flatMap(({ text }) => text.split(" "))]);
      const text = [...there].sort().join(" ");
      return text === before[0]?.text ? "unchanged" : { text, note: "" };
    };
    return upsert(github, { draft, settle: (round) => 300 + 100 * ((index + round) % 3) });
  });
  const urls = (await Promise.all(results)).map(({ url }) => url);
  expect(github.state.comments.map(({ body }) => body.split("\n")[0])).toEqual(["a b c"]);
  expect(new Set(urls).size).toBe(1);
});

test.concurrent("a pull request that was closed unmerged gets no comment, but keeps one that it has; a merged one gets one", async () => {
  await using github = await startGitHub();
  for (const stored of github.state.pulls) stored.state = "closed";
  await expect(post(github, "one")).resolves.toEqual({ state: "closed", url: null });
  for (const stored of github.state.pulls) stored.mergedAs = "c".repeat(40);
  await expect(post(github, "two")).resolves.toMatchObject({ state: "created" });
  for (const stored of github.state.pulls) delete stored.mergedAs;
  await expect(post(github, "three")).resolves.toMatchObject({ state: "updated" });
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

test.concurrent("a body of 65,536 characters is sent; one more is refused before anything is written", async () => {
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
    expect(writes(github)).toBe(0);
  }
});

/** Writes the text unless it stands there. */
function post(github: GitHub, text: string, run = pull.run) {
  return upsert(github, { draft: ([before]) => (before?.text === text ? "unchanged" : { text, note: "" }) }, run);
}

async function upsert(github: GitHub, comment: Omit<StickyComment, "key">, run = pull.run) {
  const client = await createClient({ token: "t", env: github.env, log: { info: () => {}, warn: () => {} } });
  return upsertComment(client, { ...pull, run }, { key: "airworthy", ...comment });
}

function marker(run: number, key = "airworthy"): string {
  return formatMarker({ key, headSha: HEAD_SHA, run: { id: run, attempt: 1 }, note: "" });
}

function writes(github: GitHub): number {
  return github.requests.filter(({ method, path }) => method !== "GET" && path !== "/graphql").length;
}
