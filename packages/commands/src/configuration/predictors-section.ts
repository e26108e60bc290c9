import { checkShape } from "@airworthy/evidence";
import { type PredictorConfig, predictorSchema } from "@airworthy/models";
import * as v from "valibot";
import type { ReadConfiguration } from "./read-configuration.ts";

const NAME = /^[A-Za-z_][A-Za-z0-9_-]{0,79}$/;
const MAX_PREDICTORS = 200;

/** How models are called, by a name that verbs take in place of a path. */
export const predictorsSectionSchema = v.pipe(
  v.record(
    v.pipe(v.string(), v.regex(NAME, "must be a name of letters, digits, hyphens and underscores")),
    predictorSchema,
  ),
  v.maxEntries(MAX_PREDICTORS, `must have at most ${MAX_PREDICTORS} entries`),
);

/**
 * The predictors of the configuration, by name. Verbs that call no model do not read them, and do not load what that
 * takes. Throws a UserError that names file, line and field.
 */
export function readPredictors({ configuration, where, lineOf }: ReadConfiguration): Map<string, PredictorConfig> {
  const { predictors = {} } = configuration;
  const sectionSchema = v.object({ predictors: predictorsSectionSchema });
  const section = checkShape(sectionSchema, { predictors }, where, lineOf);
  return new Map(Object.entries(section.predictors));
}
