import { checkShape, readYaml, UserError } from "@airworthy/evidence";
import * as v from "valibot";

/** More than any description needs; what is here goes into every registry's index. */
const TEXT_CHARACTERS = 10_000;
const LIST_ITEMS = 100;

const RFC3339 =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3])(:[0-5]\d){2}(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

const text = v.pipe(
  v.string(),
  v.nonEmpty("must not be empty"),
  v.maxLength(TEXT_CHARACTERS, `must have at most ${TEXT_CHARACTERS} characters`),
);
const time = v.pipe(v.string(), v.regex(RFC3339, "must be an RFC 3339 time, such as 2026-01-31T12:00:00Z"));

function list<T>(item: v.GenericSchema<unknown, T>) {
  return v.pipe(v.array(item), v.maxLength(LIST_ITEMS, `must have at most ${LIST_ITEMS} items`));
}

const modality = v.picklist(["text", "image", "audio", "video", "embedding", "other"]);

const capabilities = v.strictObject({
  inputTypes: v.exactOptional(list(modality)),
  outputTypes: v.exactOptional(list(modality)),
  knowledgeCutoff: v.exactOptional(time),
  reasoning: v.exactOptional(v.boolean()),
  toolUsage: v.exactOptional(v.boolean()),
  reward: v.exactOptional(v.boolean()),
  languages: v.exactOptional(list(v.pipe(v.string(), v.regex(/^[a-z]{2}$/, "must be an ISO 639 code of two letters")))),
});

/** The fields of ModelPack's `descriptor` that the package's name and version do not already say. */
export const descriptorEntries = {
  createdAt: v.exactOptional(time),
  authors: v.exactOptional(list(text)),
  vendor: v.exactOptional(text),
  family: v.exactOptional(text),
  title: v.exactOptional(text),
  description: v.exactOptional(text),
  docURL: v.exactOptional(text),
  sourceURL: v.exactOptional(text),
  datasetsURL: v.exactOptional(list(text)),
  revision: v.exactOptional(text),
  licenses: v.exactOptional(list(text)),
};

/** The fields of ModelPack's `config`. */
export const configEntries = {
  architecture: v.exactOptional(text),
  format: v.exactOptional(text),
  paramSize: v.exactOptional(
    v.pipe(text, v.regex(/^\d+(\.\d)?[KMBTQkmbtq]$/, 'must be a number and K, M, B, T or Q, such as "6.7B"')),
  ),
  precision: v.exactOptional(text),
  quantization: v.exactOptional(text),
  capabilities: v.exactOptional(capabilities),
};

/** https://github.com/modelpack/model-spec/blob/main/docs/config.md, both objects in one. */
export const metadataSchema = v.strictObject({ ...descriptorEntries, ...configEntries });

/** What is known of a model beside its files. */
export type Metadata = v.InferOutput<typeof metadataSchema>;

/**
 * Metadata from the text of a YAML or JSON file. Throws a UserError that names the file, the line and the field for
 * anything but the fields of ModelPack's descriptor and config.
 */
export function parseMetadata(source: string, where: string): Metadata {
  if (source.trim() === "") throw new UserError(`${where} is empty; fields such as "licenses" were expected`);
  const { value, lineOf } = readYaml(source, where);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UserError(`${where} holds no fields; such as "licenses: [MIT]" were expected`);
  }
  return checkShape<Metadata>(metadataSchema, value, where, lineOf);
}
