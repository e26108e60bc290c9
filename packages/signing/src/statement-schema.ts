import { STATEMENT_TYPE } from "@airworthy/evidence";
import * as v from "valibot";

/** What tells which of the others a statement is to be read by. */
export const headSchema = v.object({ _type: v.literal(STATEMENT_TYPE), predicateType: v.string() });

const resourceSchema = v.object({ name: v.string(), algorithm: v.string(), digest: v.string() });

const subjectSchema = v.object({
  name: v.pipe(v.string(), v.nonEmpty("must not be empty")),
  digest: v.object({ sha256: v.string() }),
});

const serializationEntries = {
  method: v.picklist(["files", "shards"]),
  hash_type: v.string(),
  allow_symlinks: v.boolean(),
  // The reference implementation writes 10.0, which JSON reads as the integer it is.
  shard_size: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
  ignore_paths: v.exactOptional(v.array(v.string()), []),
};

const resourcesSchema = v.pipe(v.array(resourceSchema), v.nonEmpty("must not be empty"));

/** Version 1.0 forbids what it does not name; of later ones it is disregarded. */
export const version10Schema = v.strictObject({
  ...headSchema.entries,
  subject: v.strictTuple([subjectSchema]),
  predicate: v.strictObject({ resources: resourcesSchema, serialization: v.strictObject(serializationEntries) }),
});

/** Version 1.1 and later. */
export const version1xSchema = v.object({
  ...headSchema.entries,
  subject: v.strictTuple([subjectSchema]),
  predicate: v.object({ resources: resourcesSchema, serialization: v.object(serializationEntries) }),
});

/** Version 0.2.0 of model_signing: every file is a subject. */
export const legacySchema = v.object({
  subject: v.pipe(
    v.array(
      v.object({
        name: v.string(),
        digest: v.strictObject({ sha256: v.string() }),
        annotations: v.optional(v.object({ actual_hash_algorithm: v.literal("file-sha256") })),
      }),
    ),
    v.nonEmpty("must not be empty"),
  ),
});
