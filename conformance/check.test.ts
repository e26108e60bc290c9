import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writtenAgreements } from "./files.ts";

const PROGRAM = join(import.meta.dirname, "check.ts");

function check(...argv: string[]) {
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM, ...argv], { encoding: "utf8" });
  return { status, stderr };
}

test("a log is held against the claims of the folders that are named, and one without any is no agreement", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-conformance-"));
  const log = join(folder.path, "log.jsonl");
  const claims = writtenAgreements().filter(({ test: path }) => path.startsWith("packages/"));
  const write = (some: readonly object[]) => writeFileSync(log, some.map((one) => `${JSON.stringify(one)}\n`).join(""));
  write(claims);
  expect(check(log, "packages/")).toEqual({ status: 0, stderr: "" });
  write(claims.slice(1));
  expect(check(log, "packages/").status).toBe(1);
  for (const [folders, words] of [
    [["packages/", "packagse/"], "no claim is of a test below packagse/"],
    [["test/vectors/"], "holds no agreement of a test below test/vectors/"],
  ] as const) {
    const { status, stderr } = check(log, ...folders);
    expect(status, stderr).toBe(2);
    expect(stderr).toContain(words);
  }
  write([]);
  expect(check(log).status).toBe(2);
});
