import type { Item, Scan } from "../item.ts";
import { scanPickles } from "../pickle/scan-pickle.ts";
import { pickleContext } from "../scan-pickle-item.ts";
import { sliceSource } from "../sources.ts";
import { readNpyHeader } from "./npy-header.ts";

/** Arrays of numbers are inert; one of objects is a pickle. */
export async function scanNpy(item: Item, scan: Scan): Promise<void> {
  const { hasObjects, start } = await readNpyHeader(item.source);
  if (!hasObjects) return;
  scan.log.add("numpy-object-array", item.path, "The array holds Python objects");
  const data = sliceSource(item.source, start, item.source.size - start);
  const { log } = await scanPickles(data, pickleContext(item, scan));
  scan.log.merge(log);
}
