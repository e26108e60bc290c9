import { mkdtemp, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createStatement, predicateType, UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { writeEvidence } from "./evidence-files.ts";

const statement = createStatement({ name: "m", digest: { sha256: "0".repeat(64) } }, predicateType("example"), {});

async function write(names: readonly string[], folder = "evidence") {
  const cwd = await mkdtemp(join(tmpdir(), "airworthy-evidence-"));
  const paths = await writeEvidence(
    names.map((name) => ({ name, statement })),
    folder,
    cwd,
  );
  return { paths, files: await readdir(join(cwd, folder)) };
}

test("files are written under their names, and nothing else is left", async () => {
  const names = ["compare-metrics.json", "test-behavior.Réviews 1.0+b_(x).json"];
  const { paths, files } = await write(names, join("a", "b"));
  expect(files.sort()).toEqual(names);
  expect(paths).toEqual(names.map((name) => join("a", "b", name)));
});

test.each([
  "",
  ".",
  "..",
  ".hidden",
  "a/b",
  "a\\b",
  "a\u0000",
  "a\nb",
  "a:b",
  "x ",
  "x.",
  `${"é".repeat(128)}`,
  '"',
  "*",
])("the name %j is refused", async (name) => {
  await expect(write([name])).rejects.toThrow(UserError);
});

test("two files of one name are refused", async () => {
  await expect(write(["a.json", "a.json"])).rejects.toThrow('two evidence files would have the name "a.json"');
});

test("a folder that cannot be made is named", async () => {
  const cwd = await mkdtemp(join(tmpdir(), "airworthy-evidence-"));
  await writeFile(join(cwd, "taken"), "");
  await expect(writeEvidence([{ name: "a.json", statement }], "taken", cwd)).rejects.toThrow(
    /^evidence cannot be written to taken: /,
  );
});
