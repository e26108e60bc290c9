import { DRIFT_DEFINITIONS } from "../drift/drift-definitions.ts";
import { COLUMN_DEFINITIONS } from "./columns/column-definitions.ts";
import { COUNT_DEFINITIONS } from "./counts/count-definitions.ts";
import type { MetricDefinition } from "./metric.ts";
import { RANKING_DEFINITIONS } from "./ranking/ranking-definitions.ts";
import { REGRESSION_DEFINITIONS } from "./regression/regression-definitions.ts";
import { SCORE_DEFINITIONS } from "./scores/definitions.ts";
import { TEXT_DEFINITIONS } from "./texts/text-definitions.ts";

/** Every metric that can be asked for by name. */
export const DEFINITIONS: readonly MetricDefinition[] = [
  ...COUNT_DEFINITIONS,
  ...SCORE_DEFINITIONS,
  ...REGRESSION_DEFINITIONS,
  ...RANKING_DEFINITIONS,
  ...TEXT_DEFINITIONS,
  ...COLUMN_DEFINITIONS,
  ...DRIFT_DEFINITIONS,
];
