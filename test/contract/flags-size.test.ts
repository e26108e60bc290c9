import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { bundleEntry } from "../../bench/flags/bundled-entry.ts";

/** Of the resolver as an application ships it: bundled, minified, without comments, gzipped at the highest level. */
const MOST_BYTES = 4_096;

test("the resolver at the edge has at most 4 kB, loads nothing else, and makes no code", async () => {
  const folder = await mkdtemp(join(tmpdir(), "airworthy-flags-"));
  try {
    const code = await readFile(await bundleEntry(folder), "utf8");
    expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(MOST_BYTES);
    // What a bundler cannot put in stays an import; 1n is a BigInt.
    expect(code).not.toMatch(/\b(import|require|process|Buffer|eval|Function|BigInt)\b|\b\d+n\b/);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
