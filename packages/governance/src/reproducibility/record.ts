import { inputFileSchema } from "@airworthy/evidence";
import * as v from "valibot";

const text = v.pipe(v.string(), v.maxLength(10_000));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const named = v.strictObject({ name: text, version: text });

/** What is known of an experiment beside what it made: enough to run it again elsewhere, or to tell why it came out otherwise. */
export const recordSchema = v.strictObject({
  parameters: v.array(
    v.strictObject({ name: text, value: v.union([text, v.pipe(v.number(), v.finite()), v.boolean()]) }),
  ),
  /** What the first run measured. */
  metrics: v.array(v.strictObject({ name: text, value: v.pipe(v.number(), v.finite()) })),
  /** The files that the command was given to read, as they were before the first run. */
  data: v.array(inputFileSchema),
  /** Null outside of a repository. */
  git: v.nullable(
    v.strictObject({
      commit: v.pipe(v.string(), v.regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/, "must be a commit's full SHA")),
      /** Whether files differ from the commit's, or are not in it. */
      isDirty: v.boolean(),
      /** Of the difference of the files that the commit has; null where there is none. */
      diffSha256: v.nullable(inputFileSchema.entries.sha256),
    }),
  ),
  lockFiles: v.array(inputFileSchema),
  /** What package managers say is installed. */
  packages: v.array(v.strictObject({ manager: text, packages: v.array(named) })),
  programs: v.array(named),
  machine: v.strictObject({
    os: text,
    arch: text,
    release: text,
    cpu: v.nullable(text),
    cpus: count,
    /** The processor's features, such as "avx2": libraries choose their arithmetic by them. */
    flags: v.array(text),
    gpus: v.array(text),
  }),
  /** The container image, as it was named; null where nobody did. */
  image: v.nullable(text),
});

export type ExperimentRecord = v.InferOutput<typeof recordSchema>;
