import { type Descriptor, UserError } from "@airworthy/evidence";
import * as v from "valibot";

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** What every descriptor has; some documents' have more. */
export const descriptorSchema = v.object({
  mediaType: v.string(),
  digest: v.pipe(v.string(), v.regex(DIGEST, "must be sha256: and 64 lower-case hexadecimal digits")),
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});

/** The hexadecimal digits of a descriptor's digest. */
export function hexOf(descriptor: Pick<Descriptor, "digest">): string {
  return descriptor.digest.slice("sha256:".length);
}

/** Enough to tell documents apart at a glance, as git and container tools have it. */
const SHORT_DIGITS = 12;

/** A digest for people: "sha256:" and its first digits. */
export function shortDigest({ digest }: Pick<Descriptor, "digest">): string {
  return digest.slice(0, "sha256:".length + SHORT_DIGITS);
}

/** A JSON document; a UserError that names `where` if it is not JSON. */
export function parseDocument(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UserError(`${where} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
