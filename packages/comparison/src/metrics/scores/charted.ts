import { UserError } from "@airworthy/evidence";

/** What a chart is of. */
export interface Charted {
  /** The class that counts as positive; null where none was declared. */
  readonly positive: string | null;
  readonly isMultiLabel: boolean;
}

/** Null for rows that the metric itself would refuse, such as those without a score: a chart is no reason to stop. */
export function unlessRefused<T>(chart: () => T): T | null {
  try {
    return chart();
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}
