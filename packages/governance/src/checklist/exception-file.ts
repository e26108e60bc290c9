import { checkShape, readYaml, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { MOST_LINES } from "./checklist.ts";
import { daySchema, lineIdSchema, noteSchema, whoSchema } from "./entry-schemas.ts";

/** That a line need not hold, until a day. */
export const exceptionSchema = v.strictObject({
  line: lineIdSchema,
  owner: whoSchema,
  reason: noteSchema,
  /** The last day on which it holds, in UTC. */
  expires: daySchema,
});

export type ChecklistException = v.InferOutput<typeof exceptionSchema>;

const fileSchema = v.strictObject({
  exceptions: v.pipe(v.array(exceptionSchema), v.maxLength(MOST_LINES, `must have at most ${MOST_LINES} entries`)),
});

/**
 * Reads a file of exceptions (YAML). Throws a UserError that names file, line and field; and for two exceptions from one
 * line, of which only one could be meant.
 */
export function parseExceptions(source: string, file: string): readonly ChecklistException[] {
  const { value, lineOf } = readYaml(source, file);
  const { exceptions } = checkShape(fileSchema, value, file, lineOf);
  const ids = exceptions.map(({ line }) => line);
  const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (twice < 0) return exceptions;
  const where = `${file}, line ${lineOf(["exceptions", twice]) ?? "?"}`;
  throw new UserError(`${where}: there are two exceptions from ${JSON.stringify(ids[twice])}; one is allowed`);
}
