import { type MappingValue, OPAQUE, type Value } from "./value.ts";
import { TAKEN_ITEMS } from "./value-stack.ts";

/** The key that stands for entries that were not kept: who relies on a mapping being known whole must not find it. */
export const UNKNOWN_ENTRIES = "";

/** A state has a handful of entries; a mapping of data may have millions. */
const KEPT_ENTRIES = 64;

/** Sets entries from keys and values in turn. What is too many, or has a key that is no plain text, is marked as unknown. */
export function setEntries(mapping: MappingValue, items: readonly Value[]): MappingValue {
  const { entries } = mapping;
  if (items.length > TAKEN_ITEMS) entries.set(UNKNOWN_ENTRIES, OPAQUE);
  for (let index = 0; index < Math.min(items.length, TAKEN_ITEMS); index += 2) {
    const [key, value = OPAQUE] = [items[index], items[index + 1]];
    const isKept = key?.kind === "text" && (entries.size < KEPT_ENTRIES || entries.has(key.text));
    entries.set(isKept ? key.text : UNKNOWN_ENTRIES, isKept ? value : OPAQUE);
  }
  return mapping;
}
