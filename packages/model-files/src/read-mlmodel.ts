import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { readMlflowSignature } from "./mlflow-signature.ts";
import type { ModelValue } from "./model-value.ts";
import { fieldsOf, parseYamlFields, type YamlFields } from "./yaml-fields.ts";

/** Far more than any signature takes. */
export const MAX_MLMODEL_BYTES = 1024 * 1024;
/** YAML's words for nothing, which PyYAML writes for None. */
const NOTHING: readonly string[] = ["", "null", "~"];

/** All texts are untrusted. */
export interface MlModel {
  /** Names such as "python_function" and "sklearn", in the order of the file. */
  readonly flavors: readonly string[];
  readonly mlflowVersion: string | undefined;
  readonly pythonVersion: string | undefined;
  readonly runId: string | undefined;
  readonly modelUuid: string | undefined;
  /** As MLflow writes it: "2026-01-31 12:00:00.123456", in UTC. */
  readonly created: string | undefined;
  readonly inputs: readonly ModelValue[];
  readonly outputs: readonly ModelValue[];
}

const text = v.pipe(
  v.optional(v.string("must be a text")),
  v.transform((given) => (given === undefined || NOTHING.includes(given) ? undefined : given)),
);
const modelSchema = v.object({
  flavors: v.pipe(
    v.map(v.string(), v.unknown(), "must be fields, one a flavor"),
    v.minSize(1, "must name a flavor"),
    v.transform((flavors) => [...flavors.keys()]),
  ),
  mlflow_version: text,
  run_id: text,
  model_uuid: text,
  utc_time_created: text,
});
const signatureSchema = v.object({ inputs: text, outputs: text });
const pythonSchema = v.object({ python_version: text });

/**
 * What an MLmodel file of MLflow says. https://mlflow.org/docs/latest/ml/model/#storage-format `where` names the file in
 * messages. Every scalar is taken as the text that stands there: a run's id such as 12e4… is no number. Throws a UserError for
 * what is not YAML, has aliases or tags, names no flavor, or has a field of the wrong type; other fields are left alone.
 */
export function readMlmodel(source: string, where: string): MlModel {
  if (source.length > MAX_MLMODEL_BYTES) throw new UserError(`${where} has more than ${MAX_MLMODEL_BYTES} characters`);
  const fields = parseYamlFields(source, where);
  const model = checkShape(modelSchema, picked(fields, Object.keys(modelSchema.entries)), where);
  const signature = within(fields, "signature", where);
  const { inputs, outputs } = checkShape(
    signatureSchema,
    picked(signature, ["inputs", "outputs"]),
    `${where}, signature`,
  );
  const python = within(within(fields, "flavors", where), "python_function", where);
  return {
    flavors: model.flavors,
    mlflowVersion: model.mlflow_version,
    pythonVersion: checkShape(pythonSchema, picked(python, ["python_version"]), `${where}, python_function`)
      .python_version,
    runId: model.run_id,
    modelUuid: model.model_uuid,
    created: model.utc_time_created,
    inputs: readMlflowSignature(inputs, `${where}, signature.inputs`),
    outputs: readMlflowSignature(outputs, `${where}, signature.outputs`),
  };
}

/** The fields of a field; none where it is absent or YAML's null. */
function within(fields: YamlFields, key: string, where: string): YamlFields {
  const value = fields.get(key);
  const isNothing = value === undefined || (typeof value === "string" && NOTHING.includes(value));
  return isNothing ? new Map() : fieldsOf(value, `${where}, ${key}`);
}

/** As a plain object, which checkShape can name the parts of; the keys are ours. */
function picked(fields: YamlFields, keys: readonly string[]): unknown {
  return Object.fromEntries(keys.map((key) => [key, fields.get(key)]));
}
