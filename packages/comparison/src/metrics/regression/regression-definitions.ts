import type { MetricDefinition } from "../metric.ts";
import { mape } from "./mape.ts";
import { meanLosses } from "./mean-losses.ts";
import { medianAbsoluteError } from "./median-absolute-error.ts";
import { r2 } from "./r2.ts";
import { rmse } from "./rmse.ts";

/** Metrics of numbers that are predicted. */
export const REGRESSION_DEFINITIONS: readonly MetricDefinition[] = [...meanLosses, rmse, mape, medianAbsoluteError, r2];
