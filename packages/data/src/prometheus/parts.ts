import type { Windows } from "@airworthy/signals";

/** The same windows in parts of at most so many. */
export function partsOf({ start, length, count }: Windows, most: number): Windows[] {
  return Array.from({ length: Math.ceil(count / most) }, (_, part) => ({
    start: start + part * most * length,
    length,
    count: Math.min(most, count - part * most),
  }));
}
