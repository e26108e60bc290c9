import { UserError } from "@airworthy/evidence";
import type { MetricFile, MetricFormat } from "./metric-file.ts";
import { readMetricFile } from "./read-metric-file.ts";

/** For tests: each metric's value by its name. */
export function valuesOf(file: MetricFile): Readonly<Record<string, number>> {
  return Object.fromEntries(file.metrics.map(({ name, value }) => [name, value]));
}

/** For tests: what is said against a text, or "accepted". */
export function problemOf(text: string, format?: MetricFormat, file = "m.json"): string {
  try {
    readMetricFile(text, file, format);
  } catch (error) {
    return error instanceof UserError ? error.message : `a bug: ${error}`;
  }
  return "accepted";
}
