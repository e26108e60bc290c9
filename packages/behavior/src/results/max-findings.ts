import { UserError } from "@airworthy/evidence";

/** Tests and slices of one suite: more than this nobody reads, and a file of evidence stays below some 50 MB. */
export const MAX_FINDINGS = 1_000;

/** Throws a UserError where a suite's tests and slices make more findings than evidence holds. */
export function checkFindings(findings: number): void {
  if (findings <= MAX_FINDINGS) return;
  throw new UserError(`the suite's tests and slices make more than ${MAX_FINDINGS} findings`, {
    remedy: "Slice fewer tests, or by columns of fewer values.",
  });
}
