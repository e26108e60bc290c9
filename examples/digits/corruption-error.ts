import type { Findings } from "../shared/behavior-evidence.ts";
import { CORRUPTIONS, type Corruption } from "./corruptions.ts";

export interface CorruptionError {
  readonly name: Corruption;
  /** The candidate's errors over the baseline's, at all five severities together: above 1 it is the less robust one. */
  readonly error: number;
}

/**
 * ImageNet-C's corruption error, the baseline being the reference: CE_c = Σ_s E_candidate / Σ_s E_baseline (Hendrycks and
 * Dietterich, ICLR 2019). Each severity has as many pictures, so that the whole test's rate is the sum's share.
 */
export function corruptionErrors(found: Pick<Findings, "of">): CorruptionError[] {
  return CORRUPTIONS.map((name) => {
    const { candidate, baseline } = found.of(name);
    return { name, error: (candidate.rate?.value ?? Number.NaN) / (baseline?.rate?.value ?? Number.NaN) };
  });
}

/** mCE: the mean over the corruptions. */
export function meanError(errors: readonly CorruptionError[]): number {
  return errors.reduce((sum, { error }) => sum + error, 0) / errors.length;
}
