export type { CategoryColumn } from "./category-column.ts";
export type { PredictionTable } from "./prediction-table.ts";
export { type PredictionFile, readPredictions } from "./read-predictions.ts";
export { readLines } from "./rows/read-lines.ts";
export { readRows } from "./rows/read-rows.ts";
export type { TextColumn } from "./text-column.ts";
