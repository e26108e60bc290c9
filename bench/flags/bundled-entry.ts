import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";
import type { BenchRow } from "../bench-row.ts";
import { spreadOf, told } from "../spread.ts";

const LIMIT_BYTES = 4_096;

/** Writes the package's default entry into a folder as one minified file, as an application's bundler makes it. Answers its path. */
export async function bundleEntry(folder: string): Promise<string> {
  const file = join(folder, "flags.mjs");
  const input = fileURLToPath(import.meta.resolve("@airworthy/flags"));
  await using bundle = await rolldown({ input, platform: "neutral", tsconfig: false });
  await bundle.write({ file, format: "esm", minify: true, comments: false });
  return file;
}

/** How large that file is, compressed. */
export async function sizeRow(file: string): Promise<BenchRow> {
  const code = await readFile(file);
  const bytes = gzipSync(code, { level: 9 }).byteLength;
  return {
    what: "flags, the resolver bundled, minified and gzipped",
    ours: `${bytes.toLocaleString("en-US")} bytes`,
    against: `limit 4 kB (${LIMIT_BYTES.toLocaleString("en-US")} bytes)`,
    ratio: `${(bytes / LIMIT_BYTES).toFixed(2)} of the limit`,
    ...told(spreadOf([bytes]), 0),
    aim: `at most ${LIMIT_BYTES.toLocaleString("en-US")} bytes`,
    reached: bytes <= LIMIT_BYTES,
  };
}
