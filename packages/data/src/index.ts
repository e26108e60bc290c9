export type { CategoryColumn } from "./category-column.ts";
export type { PredictionTable } from "./prediction-table.ts";
export { type PredictionFile, readPredictions } from "./read-predictions.ts";
export type { TextColumn } from "./text-column.ts";
