import type { Descriptor } from "@airworthy/evidence";
import * as v from "valibot";

const DIGEST = /^sha256:[0-9a-f]{64}$/;

const descriptorSchema = v.object({
  mediaType: v.string(),
  digest: v.pipe(v.string(), v.regex(DIGEST)),
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  artifactType: v.optional(v.string()),
  annotations: v.optional(v.record(v.string(), v.string())),
});

const indexSchema = v.object({ manifests: v.array(v.unknown()) });

/** The entries of an image index as they stand there; null where a text is none. */
export function readIndex(text: string): readonly unknown[] | null {
  try {
    const result = v.safeParse(indexSchema, JSON.parse(text));
    return result.success ? result.output.manifests : null;
  } catch {
    return null;
  }
}

/** An entry of an index; null where it is not one that can be pulled and checked, such as one by another digest. */
export function readEntry(entry: unknown): Descriptor | null {
  const result = v.safeParse(descriptorSchema, entry);
  if (!result.success) return null;
  const { mediaType, digest, size, artifactType, annotations } = result.output;
  const type = artifactType === undefined ? {} : { artifactType };
  return { mediaType, digest, size, ...type, ...(annotations === undefined ? {} : { annotations }) };
}

const manifestSchema = v.object({
  subject: v.optional(v.object({ digest: v.pipe(v.string(), v.regex(DIGEST)) })),
  artifactType: v.optional(v.string()),
  config: v.optional(v.object({ mediaType: v.string() })),
  annotations: v.optional(v.record(v.string(), v.string())),
});

/** A manifest's place in the index of its subject's referrers; null where it refers to nothing. */
export interface Referral {
  /** The digest that it refers to. */
  readonly subject: string;
  readonly entry: Descriptor;
}

/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-manifests-with-subject */
export function readReferral(manifest: string, descriptor: Descriptor): Referral | null {
  const result = v.safeParse(manifestSchema, JSON.parse(manifest));
  if (!result.success || result.output.subject === undefined) return null;
  const { subject, artifactType, config, annotations } = result.output;
  const type = artifactType || config?.mediaType;
  const { mediaType, digest, size } = descriptor;
  const entry = {
    mediaType,
    digest,
    size,
    ...(type === undefined ? {} : { artifactType: type }),
    ...(annotations === undefined ? {} : { annotations }),
  };
  return { subject: subject.digest, entry };
}
