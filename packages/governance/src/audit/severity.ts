import type { AuditFinding } from "./finding.ts";
import { worsening } from "./judge.ts";

/** How far a finding is beyond the limit that it is furthest beyond, in its own unit; below 0 within, NaN where nobody can tell. */
export function excessOf({ candidate, difference, better, gate }: Omit<AuditFinding, "id">): number {
  if (candidate === null) return Number.NaN;
  const excesses = gate.limits.map(({ rule, limit }) => {
    if (rule === "max") return candidate.value - limit;
    if (rule === "min") return limit - candidate.value;
    return difference === null ? Number.NaN : worsening(difference, better).estimate - limit;
  });
  return excesses.length === 0 ? Number.NEGATIVE_INFINITY : Math.max(...excesses);
}
