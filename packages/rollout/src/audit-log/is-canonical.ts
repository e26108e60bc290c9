import { canonicalJson } from "@airworthy/evidence";

/** Whether a text is the canonical JSON of the value that was parsed from it. */
export function isCanonical(text: string, value: unknown): boolean {
  // What the engine itself writes is compared first: it takes a third of the time.
  return (JSON.stringify(value) === text && hasSortedKeys(value)) || canonicalJson(value) === text;
}

function hasSortedKeys(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every(hasSortedKeys);
  let last = "";
  for (const [key, item] of Object.entries(value)) {
    if (key < last || !hasSortedKeys(item)) return false;
    last = key;
  }
  return true;
}
