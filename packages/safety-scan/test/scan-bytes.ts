import { memorySource } from "@airworthy/model-files";
import { type ScanOptions, type ScanResult, scanFiles } from "../src/index.ts";

const NOTHING_ALLOWED: ScanOptions = { allowGlobals: [], acceptUnscanned: [] };

/** Scans files that are in memory, by their names. */
export function scanBytes(
  files: Readonly<Record<string, Uint8Array | string>>,
  options: Partial<ScanOptions> = {},
): Promise<ScanResult> {
  const all = Object.entries(files).map(([path, content]) => ({ path, source: memorySource(Buffer.from(content)) }));
  return scanFiles(all, { ...NOTHING_ALLOWED, ...options });
}

/** The rules that found something, with the path of each, as "rule path". */
export async function rulesFor(
  files: Readonly<Record<string, Uint8Array | string>>,
  options: Partial<ScanOptions> = {},
): Promise<string[]> {
  return (await scanBytes(files, options)).findings.map(({ rule, path }) => `${rule} ${path}`);
}
