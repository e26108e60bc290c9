import { mkdir, mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, sep } from "node:path";
import { expect, test } from "vitest";
import { silentPorts } from "../../../../test/harness/silent-ports.ts";
import { findTexts } from "./find-texts.ts";

async function found(patterns: readonly string[], evidence: string | null) {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-texts-"));
  const files = [
    "a.txt",
    "data/b.txt",
    "evidence/audit.json",
    "evidence/model.sig",
    "evidence-of/c.txt",
    ".git/config",
  ];
  for (const file of [...files, "data/.git/config"]) {
    await mkdir(dirname(join(folder.path, file)), { recursive: true });
    await writeFile(join(folder.path, file), "hello");
  }
  const ports = silentPorts(folder.path);
  const given = evidence === null ? {} : { evidenceFolder: join(folder.path, evidence) };
  const paths = await findTexts("texts", patterns, { ...ports, ...given });
  return paths.map((path) => path.replaceAll(sep, "/"));
}

test("the folder of this run's evidence is left out, and nothing that is only called alike", async () => {
  expect(await found(["**/*"], "evidence")).toEqual(["a.txt", "data/b.txt", "evidence-of/c.txt"]);
  expect(await found(["**/*"], null)).toContain("evidence/model.sig");
});

test("repositories are left out at any depth", async () => {
  expect(await found(["{.git,data/.git,data}/*"], null)).toEqual(["data/b.txt"]);
});

test("a pattern that matches nothing else is refused, not passed as searched", async () => {
  await expect(found(["evidence/*"], "evidence")).rejects.toThrow("but in the evidence folder or .git");
  await expect(found([".git/*"], null)).rejects.toThrow('no file matches ".git/*" but in');
  await expect(found(["*.md"], "evidence")).rejects.toThrow(/no file matches "\*\.md"$/);
});

test("an evidence folder that holds the working directory leaves out nothing", async () => {
  for (const evidence of [".", ".."]) expect(await found(["*.txt", "evidence/*"], evidence)).toHaveLength(3);
});
