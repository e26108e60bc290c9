import type { Usage } from "./predictor.ts";
import { own, show } from "./show.ts";

/** Checks what a model says that its answer took; null where it says nothing. Each number is finite and not below 0. */
export function readUsage(given: unknown): Usage | null | { readonly problem: string } {
  if (given === undefined || given === null) return null;
  if (typeof given !== "object" || Array.isArray(given)) return { problem: `the usage is ${show(given)}` };
  const usage: { -readonly [Field in keyof Usage]: Usage[Field] } = {};
  for (const field of ["milliseconds", "inputTokens", "outputTokens", "cost"] as const) {
    const value = own(given, field) ?? null;
    if (value === null) continue;
    if (typeof value !== "number" || !Number.isFinite(value) || value < 0) {
      return { problem: `usage.${field} is ${show(value)}; a finite number not below 0 is allowed` };
    }
    usage[field] = value;
  }
  return usage;
}
