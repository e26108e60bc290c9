import { mkdtempDisposable, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { appendSummary } from "./append-summary.ts";

test("what is added stands a blank line apart from what another program wrote, whether that ended its line or not", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-summary-"));
  const file = join(folder.path, "summary.md");
  await appendSummary(file, "# one");
  expect(await readFile(file, "utf8")).toBe("# one\n");
  await writeFile(file, "</details>");
  await appendSummary(file, "two\n\n");
  await appendSummary(file, "three");
  expect(await readFile(file, "utf8")).toBe("</details>\n\ntwo\n\n\nthree\n");
});

test("nothing is added that would make the runner drop it all: 1 MiB in bytes, what is there counted", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-summary-"));
  const file = join(folder.path, "summary.md");
  const there = "x".repeat(1_048_576 - 10);
  await writeFile(file, there);
  // Two line breaks, two signs of three bytes each, one line break: 9 bytes; a sign more is 12.
  await expect(appendSummary(file, "€€€")).rejects.toThrow("it holds 1048566 bytes, and of 12 more");
  expect(await readFile(file, "utf8")).toBe(there);
  await appendSummary(file, "€€");
  expect(await readFile(file, "utf8")).toBe(`${there}\n\n€€\n`);
});
