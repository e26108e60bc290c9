export { collectRows } from "./aggregate-rows/collect-rows.ts";
export { type AggregateRow, aggregateRowSchema } from "./aggregate-rows/row.ts";
export { RowCollection } from "./aggregate-rows/row-collection.ts";
export { RowSeries } from "./aggregate-rows/row-series.ts";
export { windowsOf } from "./aggregate-rows/windows-of.ts";
export type { Cell, Collected, Quality, Series, SeriesWindow } from "./collected.ts";
export {
  ARMS,
  type ArmName,
  type EventMetric,
  type EventTable,
  type ExposureColumns,
  type Group,
  MEASURES,
  type OutcomeColumns,
  type QueryTimes,
  type SignalQuery,
} from "./query.ts";
export type { EventSource, SeriesQuery, SeriesSource } from "./source.ts";
export { type SourceConfig, sourceSchema } from "./source-config.ts";
export { type Windows, windowsBetween } from "./windows.ts";
