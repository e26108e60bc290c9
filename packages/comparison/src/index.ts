export { type ComparisonContext, createComparison } from "./create-comparison.ts";
export type { ComparisonRequest, ComparisonSettings } from "./measure.ts";
export { METRIC_NAMES, type MetricName } from "./metric.ts";
export {
  COMPARISON_TYPE,
  type ComparisonFinding,
  type ComparisonPredicate,
  comparisonSchema,
  parseComparison,
} from "./predicate.ts";
export type { CategoryColumn, IdColumn, PredictionTable } from "./prediction-table.ts";
export { reportComparison } from "./report-comparison.ts";
export { resamplesNeeded } from "./resamples-needed.ts";
export { type MetricRequest, parseMetricRequests } from "./rule.ts";
