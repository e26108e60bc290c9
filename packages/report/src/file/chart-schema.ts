import * as v from "valibot";
import { DIRECTIONS } from "../direction.ts";
import { UNITS } from "../quantity.ts";
import { numberSchema } from "./number-schema.ts";

const unitSchema = v.picklist(UNITS);

const intervalRow = v.strictObject({
  label: v.string(),
  estimate: numberSchema,
  low: numberSchema,
  high: numberSchema,
  margin: v.nullable(numberSchema),
  better: v.picklist(DIRECTIONS),
  size: v.exactOptional(numberSchema),
});
const bin = v.strictObject({ confidence: numberSchema, accuracy: numberSchema, count: numberSchema });
const point = v.strictObject({ falsePositiveRate: numberSchema, truePositiveRate: numberSchema });
const bar = v.strictObject({ label: v.string(), candidate: numberSchema, baseline: v.nullable(numberSchema) });
const trendPoint = v.strictObject({
  label: v.string(),
  value: v.nullable(numberSchema),
  interval: v.exactOptional(v.nullable(v.strictObject({ low: numberSchema, high: numberSchema }))),
});

const drawingSchema = v.variant("shape", [
  v.strictObject({
    shape: v.literal("intervals"),
    unit: unitSchema,
    level: numberSchema,
    rows: v.array(intervalRow),
  }),
  v.strictObject({ shape: v.literal("reliability"), versions: versions(v.array(bin)) }),
  v.strictObject({ shape: v.literal("roc"), versions: versions(v.array(point)) }),
  v.strictObject({ shape: v.literal("bars"), unit: unitSchema, rows: v.array(bar) }),
  v.strictObject({ shape: v.literal("trend"), unit: unitSchema, points: v.array(trendPoint) }),
]);

/** A chart as report.json holds it. */
export const chartSchema = v.strictObject({
  kind: v.literal("chart"),
  title: v.string(),
  description: v.string(),
  drawing: drawingSchema,
});

function versions<T>(of: v.GenericSchema<unknown, T>) {
  return v.strictObject({ baseline: v.nullable(of), candidate: of });
}
