import { checkShape, type Statement } from "@airworthy/evidence";
import * as v from "valibot";
import { PROVENANCE_PREDICATE } from "./provenance.ts";

const text = v.pipe(v.string(), v.nonEmpty("must not be empty"));
const digests = v.record(v.string(), text);

const namedValues = v.array(v.object({ name: v.string(), value: v.union([v.string(), v.number(), v.boolean()]) }));

/** As it is: `v.record` would drop a parameter called "__proto__", and a verifier must see it. */
const parameters = v.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  "must be an object",
);

/** in-toto's ResourceDescriptor, as far as it is read. */
const resource = v.object({
  name: v.nullish(v.string()),
  uri: v.nullish(v.string()),
  digest: v.nullish(digests),
  mediaType: v.nullish(v.string()),
  annotations: v.nullish(v.record(v.string(), v.unknown())),
});

/** What is read of SLSA provenance. As in-toto has it, unknown fields are ignored, and null is as good as absent. */
const provenanceSchema = v.object({
  buildDefinition: v.object({
    buildType: text,
    externalParameters: parameters,
    internalParameters: v.nullish(
      v.object({
        airworthy: v.nullish(
          v.object({
            seeds: v.nullish(v.array(v.object({ name: v.string(), value: v.pipe(v.number(), v.safeInteger()) }))),
            hyperparameters: v.nullish(namedValues),
            metrics: v.nullish(namedValues),
            frameworks: v.nullish(v.array(v.object({ name: v.string(), version: v.nullish(v.string()) }))),
          }),
        ),
      }),
    ),
    resolvedDependencies: v.nullish(v.array(resource)),
  }),
  runDetails: v.object({
    builder: v.object({ id: text }),
    metadata: v.nullish(v.object({ invocationId: v.nullish(v.string()) })),
  }),
});

export interface Provenance extends v.InferOutput<typeof provenanceSchema> {
  /** The SHA-256 of everything that it speaks of. */
  readonly subjects: readonly string[];
}

export type Resource = v.InferOutput<typeof resource>;

/** The predicate of a provenance statement, ours or another's; a UserError that names what is wrong with it. */
export function parseProvenance(statement: Statement): Provenance {
  const where = `the ${PROVENANCE_PREDICATE} predicate of ${statement.subject[0].name}`;
  const predicate = checkShape(provenanceSchema, statement.predicate, where);
  return { ...predicate, subjects: statement.subject.map(({ digest }) => digest.sha256) };
}
