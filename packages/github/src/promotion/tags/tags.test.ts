import { expect, test } from "vitest";
import { addCommit, type GitHub, startGitHub } from "../../../../../test/harness/github/index.ts";
import { createClient } from "../../client.ts";
import { createAnnotatedTag } from "./create-tag.ts";
import { listTags } from "./list-tags.ts";

const at = { owner: "octo-org", repo: "sentiment" };
const tagger = { name: "Airworthy", email: "bot@example.com", date: "2026-03-02T09:30:00Z" };

test.concurrent("a tag of GTO's kind is made with its message, and read back", async () => {
  await using github = await startGitHub();
  const client = await connect(github, github.tokenFor({ contents: "write" }));
  const commit = addCommit(github.state);
  const names = ["review-sentiment@v1.2.3", "review-sentiment#production#1"];
  for (const name of names) {
    const made = await createAnnotatedTag(client, at, { name, commit, message: `Say ${name}`, tagger });
    expect(made.state).toBe("created");
  }
  const note = { by: "Airworthy", on: "2026-03-02T09:30:00.000Z" };
  await expect(listTags(client, at, "review-sentiment")).resolves.toEqual([
    { name: names[1], commit, note: { ...note, message: `Say ${names[1]}` } },
    { name: names[0], commit, note: { ...note, message: `Say ${names[0]}` } },
  ]);
});

test.concurrent("a tag that is there already is left as it is, and told; one's own whose answer got lost is created", async () => {
  await using github = await startGitHub();
  const client = await connect(github);
  const commit = addCommit(github.state);
  const other = addCommit(github.state);
  const tag = { name: "m@v1.0.0", commit, message: "First", tagger };
  github.faults.push({ kind: "bad-gateway-after-write", request: /^POST .*git\/refs/ });
  await expect(createAnnotatedTag(client, at, tag)).resolves.toMatchObject({ state: "created", tag: { commit } });
  await expect(createAnnotatedTag(client, at, tag)).resolves.toMatchObject({ state: "created" });
  const second = { ...tag, commit: other, message: "Second" };
  const there = { name: "m@v1.0.0", commit, note: { message: "First", by: "Airworthy", on: tagger.date } };
  await expect(createAnnotatedTag(client, at, second)).resolves.toEqual({ state: "exists", tag: there });
  github.state.refs.set("refs/tags/plain", other);
  await expect(createAnnotatedTag(client, at, { ...tag, name: "plain" })).resolves.toEqual({
    state: "exists",
    tag: { name: "plain", commit: other, note: null },
  });
}, 20_000);

test.concurrent("a rule against such tags, and a commit that is not there, are refusals and no existing tags", async () => {
  await using github = await startGitHub();
  const client = await connect(github);
  const tag = { name: "m@v1.0.0", commit: addCommit(github.state), message: "First", tagger };
  github.state.protectedRefs.add("refs/tags/m@v1.0.0");
  const remedy = expect.stringContaining("who may make such tags");
  await expect(createAnnotatedTag(client, at, tag)).rejects.toMatchObject({ kind: "refused", remedy });
  await expect(createAnnotatedTag(client, at, { ...tag, commit: "e".repeat(40) })).rejects.toMatchObject({
    kind: "refused",
    message: expect.stringContaining("Could not verify object"),
  });
});

test.concurrent("a name that git would not take is refused before anything is asked", async () => {
  await using github = await startGitHub();
  const tag = { name: "a..b", commit: "c".repeat(40), message: "x", tagger };
  await expect(createAnnotatedTag(await connect(github), at, tag)).rejects.toThrow("tag:");
  expect(github.requests).toEqual([]);
});

test.concurrent("a note that GraphQL refuses, leaves out or makes up is no tag without one", async () => {
  await using github = await startGitHub();
  const client = await connect(github);
  const commit = addCommit(github.state);
  const sha = "f".repeat(40);
  github.state.tags.set(sha, { name: "m@v1", message: "x", object: commit, tagger });
  github.state.refs.set("refs/tags/m@v1", sha);
  github.faults.push({ kind: "query-refused", request: /graphql/ });
  await expect(listTags(client, at, "m")).rejects.toMatchObject({ kind: "refused" });
  github.faults.push({ kind: "garbage", request: /graphql/ });
  await expect(listTags(client, at, "m")).rejects.toThrow("GitHub's answer on tags");
  await expect(listTags(client, at, "m")).resolves.toHaveLength(1);
});

test.concurrent("a hundred notes are asked for at once, only those of the prefix, and a bare name has none", async () => {
  await using github = await startGitHub();
  const commit = addCommit(github.state);
  github.state.refs.set("refs/tags/a@v1", commit);
  github.state.refs.set("refs/heads/a", commit);
  for (let index = 0; index < 101; index++) {
    const [sha, name] = [index.toString(16).padStart(40, "f"), `zeta#${index}`];
    github.state.tags.set(sha, { name, message: `${index}`, object: commit, tagger });
    github.state.refs.set(`refs/tags/${name}`, sha);
  }
  const client = await connect(github, github.tokenFor({ contents: "read" }));
  await expect(listTags(client, at, "a")).resolves.toEqual([{ name: "a@v1", commit, note: null }]);
  expect(github.requests).toHaveLength(1);
  const tags = await listTags(client, at, "zeta#");
  expect(tags.map(({ name, note }) => `zeta#${note?.message}` === name)).toEqual(Array(101).fill(true));
  expect(github.requests.map(({ method }) => method)).toEqual(["GET", "GET", "POST", "POST"]);
});

test.concurrent("a name of JavaScript's own is one like others, and more tags than can be looked at are refused", async () => {
  await using github = await startGitHub();
  const commit = addCommit(github.state);
  const client = await connect(github);
  github.state.refs.set("refs/tags/__proto__@v1", commit);
  await expect(listTags(client, at, "__proto__")).resolves.toHaveLength(1);
  for (let index = 0; index < 5_001; index++) github.state.refs.set(`refs/tags/v${index}`, commit);
  await expect(listTags(client, at, "v")).rejects.toThrow("5001 tags begin with");
});

function connect(github: GitHub, token = "t") {
  return createClient({ token, env: github.env, log: { info: () => {}, warn: () => {} } });
}
