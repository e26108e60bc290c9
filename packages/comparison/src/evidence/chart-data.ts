import type { RowsRequest } from "../compare-rows.ts";
import { reliability } from "../metrics/scores/reliability.ts";
import { rocPoints } from "../metrics/scores/roc-points.ts";
import type { Side } from "../tables/side.ts";
import type { ComparisonPredicate } from "./predicate.ts";

const ROC_POINTS = 50;
const RELIABILITY_BINS = 10;

/** What reliability diagram and ROC curves are drawn from, where the metrics that were asked for are about them. */
export function chartsOf({
  rows: { sides, rows: count },
  metrics,
  positive,
  task,
}: RowsRequest): ComparisonPredicate["charts"] {
  const asks = (...names: readonly string[]) =>
    metrics.some(({ metric }) => names.some((name) => metric.id.startsWith(name)));
  const rows = Uint32Array.from({ length: count }, (_, row) => row);
  const charted = { positive, isMultiLabel: task === "multi-label" };
  const both = <T>(of: (side: Side) => T[] | null) => {
    const candidate = of(sides.candidate);
    if (candidate === null) return null;
    return { candidate, baseline: sides.baseline === null ? null : of(sides.baseline) };
  };
  return {
    reliability: asks("ece", "log-loss", "brier-score")
      ? both((side) => reliability(side, rows, RELIABILITY_BINS, charted))
      : null,
    roc: asks("roc-auc") ? both((side) => rocPoints(side, rows, ROC_POINTS, charted)) : null,
  };
}
