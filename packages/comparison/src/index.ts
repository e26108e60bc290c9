export { compareNumbers, type NumbersRequest } from "./compare-numbers.ts";
export { compareRows, type RowsRequest } from "./compare-rows.ts";
export { compareTests, parseTestMetric, USUAL_TEST_METRICS } from "./compare-tests.ts";
export { type MetricRequest, parseMetricRequests, parseNamedRequests } from "./decision/metric-request.ts";
export type { ComparisonContext, ReadWaivers } from "./evidence/comparison-context.ts";
export {
  type BaselineOrigin,
  COMPARISON_TYPE,
  type ComparisonFinding,
  type ComparisonPredicate,
  comparisonSchema,
  parseComparison,
} from "./evidence/predicate.ts";
export { resamplesNeeded } from "./evidence/resamples-needed.ts";
export { type Clusters, INTERVALS } from "./inference/estimate-types.ts";
export type { Draws } from "./inference/from-draws.ts";
export { type Resampler, resampleHere } from "./inference/resampler.ts";
export { drawRows, type RowDrawing } from "./inference/row-draws.ts";
export type { ComparisonSettings } from "./measure/settings.ts";
export { METRIC_FORMATS, type MetricFile, type MetricFormat } from "./metric-files/metric-file.ts";
export { formatMetricsJson } from "./metric-files/metrics-json.ts";
export { readMetricFile } from "./metric-files/read-metric-file.ts";
export type { MetricContext } from "./metrics/metric.ts";
export { parseMetric } from "./metrics/parse-metric.ts";
export { TASKS, type Task, usualMetrics } from "./metrics/tasks.ts";
export { type Waivable, waivableOf } from "./report/acceptance.ts";
export { reportComparison } from "./report/report-comparison.ts";
export { parseSliceRequests } from "./slices/slice.ts";
export { assemble } from "./tables/assemble.ts";
export { planColumns } from "./tables/plan-columns.ts";
export type { Side } from "./tables/side.ts";
export { parseWaivers, type Waiver } from "./waivers/waiver-file.ts";
