import { mkdtempDisposable, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { addArtifact, type GitHub, startGitHub, zipArchive } from "../../../test/harness/github/index.ts";
import { storeOfRun } from "./artifact-store.ts";

const content = zipArchive([{ name: "a.json", content: "{}" }]);
const RUN = { id: 900, owner: "octo-org", repo: "sentiment", token: "t" };

function open(github: GitHub, mostBytes = content.length) {
  return storeOfRun(RUN, github.env, mostBytes);
}

test("of another run's artifacts the newest of each name is listed, on all pages, and no other run's", async () => {
  await using github = await startGitHub();
  for (let index = 0; index < 150; index++)
    addArtifact(github.state, { name: `x-${index % 120}`, content, runId: 900 });
  addArtifact(github.state, { name: "of another run", content, runId: 901 });
  const listed = await (await open(github)).list();
  expect(listed).toHaveLength(120);
  expect(listed.find(({ name }) => name === "x-0")?.id).toBe(121);
  expect(listed.find(({ name }) => name === "x-50")?.id).toBe(51);
  expect(listed.every(({ bytes, isExpired }) => bytes === content.length && !isExpired)).toBe(true);
});

test("one that has expired is listed as that: left out, it would seem never to have been", async () => {
  await using github = await startGitHub();
  addArtifact(github.state, { name: "x", content, runId: 900 });
  addArtifact(github.state, { name: "x", content, runId: 900, expired: true });
  expect(await (await open(github)).list()).toEqual([{ id: 2, name: "x", bytes: content.length, isExpired: true }]);
});

test("a thousand artifacts are listed, one more is refused at the first page", async () => {
  await using github = await startGitHub();
  for (let index = 0; index < 1_000; index++) addArtifact(github.state, { name: `${index}`, content, runId: 900 });
  const store = await open(github);
  expect(await store.list()).toHaveLength(1_000);
  expect(github.requests).toHaveLength(10);
  addArtifact(github.state, { name: "one more", content, runId: 900 });
  await expect(store.list()).rejects.toThrow("Run 900 has 1001 artifacts; 1000 are allowed");
  expect(github.requests).toHaveLength(11);
});

test("an archive is saved whole up to the limit; beyond it nothing stays", async () => {
  await using github = await startGitHub();
  await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-store-"));
  const id = addArtifact(github.state, { name: "x", content, runId: 900, size: 1 });
  const artifact = { id, name: "x", bytes: 1, isExpired: false };
  await expect((await open(github, content.length - 1)).save(artifact, space.path)).rejects.toThrow(/more than the/);
  expect(await readdir(space.path)).toEqual([]);
  expect(await (await open(github)).save(artifact, space.path)).toBe(join(space.path, "archive.zip"));
});

test("a permission that is missing is named", async () => {
  await using github = await startGitHub();
  github.faults.push({ kind: "read-only" });
  await expect((await open(github)).list()).rejects.toMatchObject({
    kind: "permission",
    remedy: expect.stringContaining("permissions: actions: read"),
  });
});
