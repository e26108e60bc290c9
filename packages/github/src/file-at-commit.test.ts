import { expect, test } from "vitest";
import { addCommit, type GitHub, startGitHub } from "../../../test/harness/github/index.ts";
import { createClient } from "./client.ts";
import { readFileAtCommit } from "./file-at-commit.ts";

const repository = { owner: "octo-org", repo: "sentiment" };
const log = { info: () => {}, warn: () => {} };

async function read(github: GitHub, commit: string, path: string, mostBytes?: number) {
  const client = await createClient({ token: "t", env: github.env, log });
  const bytes = await readFileAtCommit(client, repository, { commit, path }, mostBytes);
  return bytes === null ? null : Buffer.from(bytes).toString();
}

test("a file is read as it was committed, whatever its path needs to be escaped", async () => {
  await using github = await startGitHub();
  const path = "data/a b#c?ref=main/été.csv";
  const old = addCommit(github.state, { files: { [path]: "old" } });
  addCommit(github.state, { files: { [path]: "new" } });
  await expect(read(github, old, path)).resolves.toBe("old");
});

test("a file of more than a megabyte, which GitHub leaves out of its first answer, is read whole", async () => {
  await using github = await startGitHub();
  const content = "0123456789".repeat(200_000);
  const commit = addCommit(github.state, { files: { "table.csv": content } });
  await expect(read(github, commit, "table.csv")).resolves.toBe(content);
});

test("an empty file is not a missing one", async () => {
  await using github = await startGitHub();
  const commit = addCommit(github.state, { files: { empty: "" } });
  await expect(read(github, commit, "empty")).resolves.toBe("");
  await expect(read(github, commit, "missing")).resolves.toBeNull();
});

test("a commit that GitHub does not show is a problem, not a missing file", async () => {
  await using github = await startGitHub();
  await expect(read(github, "a".repeat(40), "table.csv")).rejects.toMatchObject({ kind: "not-found" });
});

test("a folder, and a file beyond the limit, are errors", async () => {
  await using github = await startGitHub();
  const commit = addCommit(github.state, { files: { "folder/x": "12345" } });
  await expect(read(github, commit, "folder")).rejects.toThrow(/is a folder/);
  await expect(read(github, commit, "folder/x", 4)).rejects.toThrow(/has 5 bytes; at most 4 are allowed/);
});
