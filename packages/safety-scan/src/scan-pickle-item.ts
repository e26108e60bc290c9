import type { Item, Scan } from "./item.ts";
import { isPickleName, type Kind } from "./kind.ts";
import { type PickleContext, scanPickles } from "./pickle/scan-pickle.ts";

/** How pickles inside an item are looked at. */
export function pickleContext(item: Item, scan: Scan): PickleContext {
  return {
    path: item.path,
    allow: scan.allow,
    scanInner: async (source, path) => {
      const inner = { path, name: "", source, depth: item.depth + 1, isRaw: true };
      const kind = await scan.scanItem(inner, scan);
      return kind !== "unknown" && kind !== "text";
    },
  };
}

/** Scans what must be a pickle, by its first bytes or by its name. */
export async function scanPickleItem(item: Item, scan: Scan): Promise<void> {
  const { log } = await scanPickles(item.source, pickleContext(item, scan));
  scan.log.merge(log);
}

/**
 * Reads bytes that look like something else as a pickle too: protocols 0 and 1 have no magic number, and whoever unpickles
 * a file does not look at its name. Only what imports and calls is one; whether it was.
 */
export async function scanIfPickle(item: Item, scan: Scan, startsAsOne: boolean): Promise<Kind | null> {
  const { log, isCode, whole } = await scanPickles(item.source, pickleContext(item, scan));
  const isPickle = isCode || (whole > 0 && (startsAsOne || isPickleName(item.name)));
  if (!isPickle) return null;
  scan.log.merge(log);
  return "pickle";
}
