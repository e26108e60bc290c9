import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { REPOSITORY } from "../harness/action-manifest.ts";

test("the glossary has each word once, in order, with its meaning", () => {
  const page = readFileSync(join(REPOSITORY, "docs", "glossary.md"), "utf8");
  const rows = [...page.matchAll(/^\| (.+?) \| (.+) \|$/gm)].slice(2);
  const words = rows.map(([, word = ""]) => word);
  expect(words.length).toBeGreaterThan(50);
  expect(words).toEqual([...new Set(words)].sort((a, b) => a.localeCompare(b, "en")));
  for (const [row, , meaning = ""] of rows) expect(meaning, row).toMatch(/[.)]$/);
});
