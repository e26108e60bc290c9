import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createGitFolder } from "../../../../test/harness/git-repository.ts";
import { openTags } from "./git-tags.ts";
import { formatTag, type NewGitTag, parseTag } from "./tag-object.ts";

const surroundings = { env: process.env, signal: new AbortController().signal };
const ON = "2026-03-01T12:00:00.000Z";
const tagger = { name: "release-bot[bot]", email: "release-bot[bot]@users.noreply.github.com" };

/** A repository with a commit, and a tag of it that can be made. */
async function prepared() {
  const at = await createGitFolder();
  const commit = await at.commit({ a: "1" }, 60);
  const tag: NewGitTag = { name: "ranker@v1.0.0", commit, on: ON, message: "Register ranker 1.0.0\n", tagger };
  return {
    at,
    commit,
    tag,
    tags: openTags(at.path, surroundings),
    [Symbol.asyncDispose]: () => at[Symbol.asyncDispose](),
  };
}

describe("a tag that is made", () => {
  test("is one that git takes for sound, with its tagger, time and message, and is listed as it was made", async () => {
    await using space = await prepared();
    const { at, tags, tag, commit } = space;
    await expect(tags.createTag(tag)).resolves.toBe(true);
    expect(at.git("fsck", "--strict")).toBe("");
    expect(at.git("cat-file", "tag", tag.name)).toBe(
      `object ${commit}\ntype commit\ntag ${tag.name}\ntagger ${tagger.name} <${tagger.email}> 1772366400 +0000\n\nRegister ranker 1.0.0`,
    );
    await expect(tags.listTags("ranker@")).resolves.toEqual([
      { name: tag.name, commit, on: ON, message: "Register ranker 1.0.0\n" },
    ]);
  });

  test("is made once: the very same again is true, another of the name false, and what is there stays", async () => {
    await using space = await prepared();
    const { at, tags, tag } = space;
    const other = await at.commit({ a: "2" }, 120);
    await expect(tags.createTag(tag)).resolves.toBe(true);
    const made = at.git("rev-parse", tag.name);
    await expect(tags.createTag(tag)).resolves.toBe(true);
    // Git keeps whole seconds.
    await expect(tags.createTag({ ...tag, on: "2026-03-01T12:00:00.900Z" })).resolves.toBe(true);
    for (const change of [{ commit: other }, { message: "else" }, { on: "2026-03-01T12:00:01Z" }]) {
      await expect(tags.createTag({ ...tag, ...change })).resolves.toBe(false);
    }
    at.git("tag", "plain", other);
    await expect(tags.createTag({ ...tag, name: "plain" })).resolves.toBe(false);
    expect(at.git("rev-parse", tag.name)).toBe(made);
  });

  test("by two at once is one's", async () => {
    await using space = await prepared();
    const { tags, tag } = space;
    const made = await Promise.all(["a", "b", "c", "d"].map((message) => tags.createTag({ ...tag, message })));
    expect(made.filter((isOurs) => isOurs)).toHaveLength(1);
  });

  test("needs neither a user's name nor their key, and runs no hook", async () => {
    await using space = await prepared();
    const { at, tags, tag } = space;
    for (const [key, value] of [
      ["user.useConfigOnly", "true"],
      ["tag.gpgSign", "true"],
      ["tag.forceSignAnnotated", "true"],
      ["core.logAllRefUpdates", "always"],
    ]) {
      at.git("config", key ?? "", value ?? "");
    }
    const hook = join(at.path, ".git", "hooks", "reference-transaction");
    await mkdir(join(hook, ".."), { recursive: true });
    await writeFile(hook, "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    await expect(tags.createTag(tag)).resolves.toBe(true);
  });

  test("is refused where its commit is none, or is not here", async () => {
    await using space = await prepared();
    const { at, tags, tag } = space;
    const create = (commit: string) => tags.createTag({ ...tag, commit });
    await expect(create("main")).rejects.toMatchObject({ kind: "invalid" });
    await expect(create("1".repeat(40))).rejects.toMatchObject({ kind: "unknown-revision" });
    await expect(create(at.git("rev-parse", "HEAD^{tree}"))).rejects.toMatchObject({ kind: "unknown-revision" });
    expect(at.git("tag")).toBe("");
  });

  test("is refused where git could not hold it", async () => {
    await using space = await prepared();
    const { at, tags, tag } = space;
    const faults: readonly Partial<NewGitTag>[] = [
      { name: "../a" },
      { name: "--delete" },
      { on: "yesterday" },
      { on: "1969-12-31T23:59:59Z" },
      { message: "a\0b" },
      { tagger: { ...tagger, name: "a\ncommitter b" } },
      { tagger: { ...tagger, name: " " } },
      { tagger: { ...tagger, email: "a> 0 +0000" } },
    ];
    for (const fault of faults) {
      await expect(tags.createTag({ ...tag, ...fault })).rejects.toMatchObject({ kind: "invalid" });
    }
    expect(at.git("tag")).toBe("");
  });

  test("is refused where a tag stands in its folder's place, and where somebody left a lock", async () => {
    await using space = await prepared();
    const { at, tags, tag } = space;
    await tags.createTag({ ...tag, name: "team" });
    await expect(tags.createTag({ ...tag, name: "team/a" })).rejects.toMatchObject({ kind: "failed" });
    await writeFile(join(at.path, ".git", "refs", "tags", "b.lock"), "");
    await expect(tags.createTag({ ...tag, name: "b" })).rejects.toThrow("could not be written");
  });
});

describe("tags are listed", () => {
  test("by how their names begin, in the order of their names, packed or not", async () => {
    await using space = await prepared();
    const { at, tags, tag } = space;
    for (const name of ["ranker#staging#2", "ranker#staging#10", "team/ranker@v1.0.0", "rankers@v1.0.0"]) {
      await tags.createTag({ ...tag, name });
    }
    at.git("pack-refs", "--all");
    await tags.createTag(tag);
    const names = async (prefix: string) => (await tags.listTags(prefix)).map(({ name }) => name);
    await expect(names("ranker#")).resolves.toEqual(["ranker#staging#10", "ranker#staging#2"]);
    await expect(names("ranker")).resolves.toHaveLength(4);
    await expect(names("team/")).resolves.toEqual(["team/ranker@v1.0.0"]);
    await expect(names("")).resolves.toHaveLength(5);
    await expect(names("*")).resolves.toEqual([]);
    await expect(names("../heads/")).resolves.toEqual([]);
  });

  test("with what they lead to: a plain one has its commit's time, one of a tag its own, one of a file is none", async () => {
    await using space = await prepared();
    const { at, tags, tag, commit } = space;
    await tags.createTag(tag);
    at.git("tag", "plain", commit);
    at.git("tag", "--annotate", "--message=outer", "outer", tag.name);
    at.git("tag", "file", at.git("rev-parse", "HEAD:a"));
    at.git("tag", "--annotate", "--message=of a file", "noted-file", "file");
    await expect(tags.listTags("")).resolves.toEqual([
      { name: "outer", commit, on: "2026-01-01T00:00:00.000Z", message: "outer\n" },
      { name: "plain", commit, on: "2026-01-01T00:01:00.000Z", message: "" },
      { name: tag.name, commit, on: ON, message: tag.message },
    ]);
  });

  test("none of a repository without any", async () => {
    await using space = await prepared();
    await expect(space.tags.listTags("")).resolves.toEqual([]);
  });

  test("but not past one that is broken, lacks its object, or is too large", async () => {
    await using space = await prepared();
    const { at, tags, tag } = space;
    const file = join(at.path, ".git", "refs", "tags", "ranker@v9.0.0");
    await tags.createTag(tag);
    await writeFile(file, "");
    await expect(tags.listTags("ranker")).rejects.toMatchObject({ kind: "failed" });
    await expect(tags.listTags("other")).resolves.toEqual([]);
    await writeFile(file, `${"1".repeat(40)}\n`);
    await expect(tags.listTags("ranker")).rejects.toMatchObject({ kind: "failed" });
    at.git("tag", "-f", "ranker@v9.0.0", "HEAD");
    await tags.createTag({ ...tag, name: "ranker@v8.0.0", message: "x".repeat(1024 * 1024) });
    await expect(tags.listTags("ranker")).rejects.toMatchObject({ kind: "too-large" });
  });

  test("and a folder that is in no repository is told as such", async () => {
    await using space = await prepared();
    const elsewhere = openTags(join(space.at.path, ".."), surroundings);
    await expect(elsewhere.listTags("")).rejects.toMatchObject({ kind: "no-repository" });
    await expect(elsewhere.createTag(space.tag)).rejects.toMatchObject({ kind: "no-repository" });
  });
});

test("a repository with SHA-256 has its tags made and listed the same way", async () => {
  await using at = await createGitFolder();
  at.git("init", "--quiet", "--object-format=sha256", "--initial-branch=main", "sub");
  at.git("-C", "sub", "commit", "--quiet", "--allow-empty", "--message=change");
  const commit = at.git("-C", "sub", "rev-parse", "HEAD");
  expect(commit).toHaveLength(64);
  const tags = openTags(join(at.path, "sub"), surroundings);
  const tag = { name: "ranker#production#1", commit, on: ON, message: "Promote\n", tagger };
  await expect(tags.createTag(tag)).resolves.toBe(true);
  await expect(tags.createTag(tag)).resolves.toBe(true);
  await expect(tags.createTag({ ...tag, message: "else" })).resolves.toBe(false);
  await expect(tags.listTags("ranker#")).resolves.toEqual([{ name: tag.name, commit, on: ON, message: "Promote\n" }]);
});

describe("the content of a tag", () => {
  test("comes back as it was, whatever the message", () => {
    const message = fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0") && text.isWellFormed());
    const seconds = fc.integer({ min: 0, max: 8.64e12 / 1_000 });
    fc.assert(
      fc.property(message, seconds, (text, second) => {
        const on = new Date(second * 1_000).toISOString();
        const tag: NewGitTag = { name: "a", commit: "b".repeat(40), on, message: text, tagger };
        const expected = text.endsWith("\n") ? text : `${text}\n`;
        expect(parseTag(Buffer.from(formatTag(tag)))).toEqual({ on, message: expected });
      }),
    );
  });

  test("without a tagger, or of a time that no date can have, says no time; a message has no say in it", () => {
    const parse = (text: string) => parseTag(Buffer.from(text));
    expect(parse("object a\ntype commit\ntag b\n\nhello\n")).toEqual({ on: null, message: "hello\n" });
    expect(parse("tag b\ntagger n <e> 9999999999999 +0000\n\n")).toEqual({ on: null, message: "" });
    expect(parse("tag b\n\ntagger n <e> 5 +0000\n")).toEqual({ on: null, message: "tagger n <e> 5 +0000\n" });
    expect(parse("tagger n <e> 5 +0200")).toEqual({ on: "1970-01-01T00:00:05.000Z", message: "" });
  });

  test("that is no UTF-8, or anything at all, is read without an error", () => {
    expect(parseTag(Buffer.from([0x0a, 0x0a, 0x72, 0xe9])).message).toBe("r\ufffd");
    fc.assert(fc.property(fc.uint8Array(), (bytes) => typeof parseTag(bytes).message === "string"));
  });
});
