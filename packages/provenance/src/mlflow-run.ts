import { checkShape, readYaml, UserError } from "@airworthy/evidence";
import * as v from "valibot";

/** https://mlflow.org/docs/latest/ml/model/#storage-format; everything else in the file is of no concern here. */
const schema = v.object({
  run_id: v.nullish(
    v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,255}$/, "must be a run's id of letters and digits")),
  ),
});

/** The run that an MLmodel file says it was logged by; null where it names none. Throws a UserError if it is malformed. */
export function readMlflowRun(text: string, where: string): string | null {
  // MLflow's own writer of YAML may write a list once and refer to it again.
  const { value, lineOf } = readYaml(text, where, { aliases: 100 });
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UserError(`${where} holds no fields; those of an MLmodel file, such as "run_id", were expected`);
  }
  return checkShape(schema, value, where, lineOf).run_id ?? null;
}
