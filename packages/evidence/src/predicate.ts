import * as v from "valibot";
import { CHANGES } from "./change.ts";
import { canonicalJson, isSha256, sha256 } from "./digest.ts";
import type { Statement, Subject } from "./statement.ts";
import { verdictSchema } from "./verdict.ts";

const PREDICATE_BASE = "https://airworthy.dev/attestation";

/** The type URI of a predicate of ours, such as `https://airworthy.dev/attestation/behavior/v1`. */
export function predicateType(kind: string): string {
  return `${PREDICATE_BASE}/${kind}/v1`;
}

/** A digest as evidence writes it: its digits alone. */
export const sha256Schema = v.pipe(v.string(), v.check(isSha256, "must be 64 lower-case hexadecimal digits"));

/** A machine-readable reason, in kebab case. */
export const reasonCodeSchema = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be in kebab-case"));

/** A file that was read: the name the user gave, and the SHA-256 of its bytes. */
export const inputFileSchema = v.strictObject({ name: v.string(), sha256: sha256Schema });

export type InputFile = v.InferOutput<typeof inputFileSchema>;

/** A model version as a report names it. `sha256` is its package's digest, or that of what was examined instead. */
export const versionRefSchema = v.strictObject({
  name: v.string(),
  version: v.nullable(v.string()),
  sha256: sha256Schema,
  /** What the digest identifies: the version's package, or, where none was given, the file that was examined. */
  digestOf: v.picklist(["package", "input"]),
});

export type VersionRef = v.InferOutput<typeof versionRefSchema>;

/** What every finding of every predicate carries; a capability adds its own entries. */
export const findingEntries = {
  /** Stable within the predicate, such as a test's id. Untrusted text. */
  id: v.string(),
  verdict: verdictSchema,
  reasonCode: reasonCodeSchema,
  change: v.picklist(CHANGES),
  headline: v.string(),
};

const findingSchema = v.object(findingEntries);

export type Finding = v.InferOutput<typeof findingSchema>;

/** What every predicate of ours carries beside its `findings`; a capability spreads it into its own strict object. */
export const commonEntries = {
  verdict: verdictSchema,
  reasonCode: reasonCodeSchema,
  headline: v.string(),
  inputs: v.array(inputFileSchema),
  tool: v.strictObject({ name: v.string(), version: v.string() }),
  seed: v.nullable(v.pipe(v.number(), v.safeInteger())),
  startedOn: v.pipe(v.string(), v.isoTimestamp("must be an ISO 8601 time")),
  finishedOn: v.pipe(v.string(), v.isoTimestamp("must be an ISO 8601 time")),
  /** The names of the fields that differ from run to run; all others are equal for equal inputs and seed. */
  volatile: v.array(v.string()),
};

const commonSchema = v.object(commonEntries);

export type CommonPredicate = v.InferOutput<typeof commonSchema>;

/** The subject that stands for a model version. */
export function subjectOf(version: VersionRef): Subject {
  return {
    name: version.version === null ? version.name : `${version.name}@${version.version}`,
    digest: { sha256: version.sha256 },
  };
}

/** SHA-256 of a statement without the predicate's volatile fields: equal for equal inputs and seed. */
export function stableDigest(statement: Statement<{ volatile: readonly string[] }>): string {
  const left = Object.entries(statement.predicate).filter(([field]) => !statement.predicate.volatile.includes(field));
  return sha256(canonicalJson({ ...statement, predicate: Object.fromEntries(left) }));
}
