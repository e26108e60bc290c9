import { canonicalJson } from "@airworthy/evidence";
import type { FlagDefinition } from "./flag-definition.ts";

/** A flag's canonical JSON; null of one that was never written by a tool: numbers beyond JSON's, or nested beyond the stack. */
export function canonicalOf(flag: FlagDefinition): string | null {
  try {
    return canonicalJson(flag);
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return null;
    throw error;
  }
}
