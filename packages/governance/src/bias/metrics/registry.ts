import type { BiasTask } from "../settings.ts";
import { calibrationError } from "../values/calibration.ts";
import { ERRORS } from "../values/errors.ts";
import { EXPOSURES } from "../values/exposures.ts";
import { RATES } from "../values/rates.ts";
import { ATTENTION_DEFINITIONS } from "./attention.ts";
import { compared, definitionsOf, greatest } from "./comparisons.ts";
import { type BiasDefinition, type Family, USUAL } from "./definition.ts";
import { INEQUALITY_DEFINITIONS } from "./inequality.ts";
import { PARITY_DEFINITIONS } from "./parity.ts";

const worstCalibrationError: BiasDefinition = {
  ...USUAL,
  name: "worst-calibration-error",
  summary: "The calibration error of the group where it is largest.",
  family: "scores",
  unit: "rate",
  range: [0, 1],
  values: [calibrationError],
  prepare: (context) => compared(calibrationError, greatest, context),
};

/** Every metric that can be asked for by name. */
export const BIAS_DEFINITIONS: readonly BiasDefinition[] = [
  ...RATES.flatMap((value) => definitionsOf(value, "classes")),
  ...PARITY_DEFINITIONS,
  ...INEQUALITY_DEFINITIONS,
  ...definitionsOf(calibrationError, "scores"),
  worstCalibrationError,
  ...ERRORS.flatMap((value) => definitionsOf(value, "numbers")),
  ...EXPOSURES.flatMap((value) => definitionsOf(value, "rankings")),
  ...ATTENTION_DEFINITIONS,
];

export const FAMILIES_OF_TASK: Readonly<Record<BiasTask, readonly Family[]>> = {
  classification: ["classes", "scores"],
  "multi-class": ["classes"],
  "multi-label": ["classes"],
  regression: ["numbers"],
  ranking: ["rankings"],
};
