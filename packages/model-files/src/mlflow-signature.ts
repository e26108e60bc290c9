import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import type { ModelValue } from "./model-value.ts";

const TENSOR = "tensor";
/** A column, with a type such as "double", "array" or "object", or a tensor. */
const columnSchema = v.object({
  name: v.nullish(v.string()),
  type: v.string(),
  "tensor-spec": v.optional(
    v.object({ dtype: v.string(), shape: v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(-1))) }),
  ),
});
const columnsSchema = v.array(columnSchema);

/**
 * The inputs or the outputs of a signature, from the JSON that MLflow keeps as a text (Schema.to_json of mlflow.types).
 * Throws a UserError where it is none.
 */
export function readMlflowSignature(json: string | undefined, where: string): ModelValue[] {
  if (json === undefined) return [];
  return checkShape(columnsSchema, parse(json, where), where).map((column) => {
    const tensor = column["tensor-spec"];
    if (column.type === TENSOR && tensor === undefined) throw new UserError(`${where}: a tensor without tensor-spec`);
    return {
      name: column.name ?? undefined,
      type: tensor === undefined ? column.type : `${TENSOR}(${tensor.dtype})`,
      // MLflow writes -1 for a size that is free.
      shape: tensor === undefined ? null : tensor.shape.map((size) => (size === -1 ? null : size)),
    };
  });
}

function parse(json: string, where: string): unknown {
  try {
    const value: unknown = JSON.parse(json);
    return value === null ? [] : value;
  } catch (cause) {
    throw new UserError(`${where} is not valid JSON`, { cause });
  }
}
