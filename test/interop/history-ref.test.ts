import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openRefStore } from "@airworthy/git";
import { type HistoryEntry, parseHistory, type Recording, record } from "@airworthy/history";
import { expect, test } from "vitest";
import { createGitFolder } from "../harness/git-repository.ts";

const REF = "refs/heads/airworthy-history";
const surroundings = { env: process.env, signal: new AbortController().signal };

function entry(id: number, recordedOn: string): HistoryEntry {
  const sha256 = id.toString(16).padStart(64, "0");
  return {
    v: 1,
    candidate: { name: "__proto__ “é𝒳”", version: "2.0.0", sha256: "a".repeat(64), digestOf: "package" },
    baseline: null,
    commit: null,
    line: "main",
    run: { id, attempt: 1 },
    recordedOn,
    verdict: "pass",
    title: "Ready",
    evidence: [{ type: "https://example.test/v1", sha256, verdict: "pass" }],
    metrics: [],
  };
}

async function write(folder: string, id: number, given: Partial<Recording> & { readonly on: string }): Promise<void> {
  const store = await openRefStore(folder, REF, surroundings);
  const one = entry(id, given.on);
  const kept = new Map(one.evidence.map(({ sha256 }) => [sha256, `{"run":${id}}\n`]));
  await record(store, { entries: [one], kept, pruneBefore: null, ...given }, async () => {});
}

test("what was written is what git clones: sound objects, a line of commits, and the files", async () => {
  await using at = await createGitFolder();
  await using elsewhere = await createGitFolder();
  await at.commit({ "model.bin": "x" });
  await write(at.path, 1, { on: "2026-01-31T00:00:00Z" });
  await write(at.path, 2, { on: "2026-02-01T00:00:00Z" });
  await write(at.path, 3, { on: "2026-03-01T00:00:00Z", pruneBefore: "2026-02-01" });
  expect(at.git("fsck", "--strict", "--full")).toBe("");

  const clone = join(elsewhere.path, "clone");
  elsewhere.git("clone", "--quiet", "--branch", "airworthy-history", "--single-branch", at.path, clone);
  expect(elsewhere.git("-C", clone, "log", "--format=%s", "--reverse")).toBe(
    ["Record 1 entry", "Record 1 entry", "Record 1 entry"].join("\n"),
  );
  expect(elsewhere.git("-C", clone, "rev-list", "--min-parents=2", "HEAD")).toBe("");
  const names = ["README.md", ...[2, 3].map((id) => `evidence/${id.toString(16).padStart(64, "0")}.json`)];
  expect(elsewhere.git("-C", clone, "ls-files").split("\n")).toEqual([
    ...names,
    "history/2026-02.jsonl",
    "history/2026-03.jsonl",
  ]);
  const text = await readFile(join(clone, "history", "2026-03.jsonl"), "utf8");
  expect(parseHistory(text, "2026-03.jsonl")).toEqual([entry(3, "2026-03-01T00:00:00Z")]);
  // What was pruned is still in git's own history.
  const first = elsewhere.git("-C", clone, "rev-list", "--max-parents=0", "HEAD");
  expect(parseHistory(elsewhere.git("-C", clone, "show", `${first}:history/2026-01.jsonl`), "x")).toHaveLength(1);
});

test("a clone goes on where the branch that it fetched left off, and what it adds can be pushed", async () => {
  await using at = await createGitFolder();
  await using elsewhere = await createGitFolder();
  await at.commit({ "model.bin": "x" });
  await write(at.path, 1, { on: "2026-03-01T00:00:00Z" });
  const clone = join(elsewhere.path, "clone");
  elsewhere.git("clone", "--quiet", at.path, clone);
  await write(clone, 2, { on: "2026-03-02T00:00:00Z" });
  elsewhere.git("-C", clone, "push", "--quiet", "origin", "airworthy-history");
  const lines = parseHistory(at.git("show", `${REF}:history/2026-03.jsonl`), "x");
  expect(lines.map(({ run }) => run?.id)).toEqual([1, 2]);
  expect(at.git("rev-list", "--count", REF)).toBe("2");
});
