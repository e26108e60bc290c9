import { memorySource } from "@airworthy/model-files";
import type { Item, Scan } from "../item.ts";
import type { Kind } from "../kind.ts";
import { ScanProblem } from "../scan-problem.ts";
import { inflateAll } from "./inflate.ts";

/** Endings that compressing adds to a name. */
const ADDED_ENDING = /\.(?:gz|z|zst|tgz)$/i;

/** Scans what a single compressed stream holds. */
export async function scanCompressed(item: Item, scan: Scan, method: "gzip" | "zlib" | "zstd"): Promise<void> {
  const content = await inflateAll(item.source, method, scan.budget);
  const name = item.name.replace(ADDED_ENDING, "");
  await scan.scanItem({ ...item, name, source: memorySource(content), depth: item.depth + 1 }, scan);
}

/** Scans what may be a zlib stream, which has no magic number to speak of; whether it is one. */
export async function scanIfZlib(item: Item, scan: Scan): Promise<Kind | null> {
  try {
    await scanCompressed(item, scan, "zlib");
    return "zlib";
  } catch (cause) {
    if (cause instanceof ScanProblem && cause.rule === "malformed-archive") return null;
    throw cause;
  }
}
