import { UserError } from "@airworthy/evidence";
import type { Asked } from "./estimate-types.ts";

/** What is known of the rows before they are looked at. */
export interface RowTraits {
  readonly hasWeights: boolean;
  readonly hasClusters: boolean;
}

/**
 * Throws a UserError for a test that cannot be had: only a mean of values a row has paired differences to test, ranks and sign
 * flips know no weights, and only the bootstrap can draw clusters.
 */
export function checkTest({ metric, test }: Asked, { hasWeights, hasClusters }: RowTraits): void {
  if (test === null) return;
  const refuse = (why: string, allowed: string) => {
    throw new UserError(`${metric.id}: test=${test} ${why}`, { remedy: `Leave test out${allowed}.` });
  };
  if (metric.kind === "drift") refuse("tests nothing: a drift is no difference of two values", "");
  if (test === "bootstrap") return;
  const bootstrap = ", or give test=bootstrap";
  if (metric.kind !== "mean")
    refuse("needs a value a row, and this metric is worked out from all rows at once", bootstrap);
  if (hasClusters) refuse("takes rows for independent, and these are clustered", bootstrap);
  if (hasWeights && test !== "paired-t") refuse("cannot weigh rows", ", or give test=paired-t or test=bootstrap");
}
