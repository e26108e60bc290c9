import { checkShape, readYaml, sha256Schema } from "@airworthy/evidence";
import * as v from "valibot";
import { daySchema, lineIdSchema, noteSchema, whoSchema, writtenDigestSchema } from "./entry-schemas.ts";

const MOST_SIGN_OFFS = 2_000;
const MOST_DATA = 100;

const manyData = v.maxLength<string[], typeof MOST_DATA>(MOST_DATA);

/** A person's word that a line holds for this very package, made of this very data. */
export const signOffSchema = v.strictObject({
  line: lineIdSchema,
  who: whoSchema,
  /** The day, in UTC. */
  on: daySchema,
  /** The SHA-256 of the package. */
  package: sha256Schema,
  /** The SHA-256 of each data set that it was made of, in any order. */
  data: v.pipe(v.array(sha256Schema), manyData),
  note: v.nullable(noteSchema),
});

export type SignOff = v.InferOutput<typeof signOffSchema>;

const fileSchema = v.strictObject({
  "sign-offs": v.pipe(
    v.array(
      v.strictObject({
        line: lineIdSchema,
        who: whoSchema,
        on: daySchema,
        package: writtenDigestSchema,
        data: v.exactOptional(v.pipe(v.array(writtenDigestSchema), manyData)),
        note: v.exactOptional(noteSchema),
      }),
    ),
    v.maxLength(MOST_SIGN_OFFS, `must have at most ${MOST_SIGN_OFFS} entries`),
  ),
});

/** Reads a file of sign-offs (YAML). Throws a UserError that names file, line and field. */
export function parseSignOffs(source: string, file: string): readonly SignOff[] {
  const { value, lineOf } = readYaml(source, file);
  return checkShape(fileSchema, value, file, lineOf)["sign-offs"].map(({ data = [], note = null, ...signed }) => {
    return { ...signed, data, note };
  });
}
