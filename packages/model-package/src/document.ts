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

/**
 * A JSON document that every reader understands alike. Throws a UserError that names `where` if it is not JSON, or where
 * a field stands twice in one object: readers differ on which of the two they take. So do they on a name in other
 * letters, as Go takes "Layers" for "layers".
 */
export function parseDocument(text: string, where: string): unknown {
  const value = parseJson(text, where);
  if (countFields(value, where) < countColons(text)) throw new UserError(`${where} has a field twice in one object`);
  return value;
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UserError(`${where} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** How many fields there are in all objects, however deep. */
function countFields(value: unknown, where: string): number {
  let count = 0;
  const open = [value];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node !== "object" || node === null) continue;
    const names = Array.isArray(node) ? [] : Object.keys(node);
    if (new Set(names.map(fold)).size < names.length) {
      throw new UserError(`${where} has two fields in one object whose names differ only in upper and lower case`);
    }
    count += names.length;
    for (const child of Object.values(node)) open.push(child);
  }
  return count;
}

/** Of a field that stands twice JSON.parse keeps one; its colon stays. */
function countColons(json: string): number {
  return json.replace(/"(?:[^"\\]|\\.)*"/g, "").split(":").length - 1;
}

/** Both ways: there are letters, such as the long s, that Go folds and one of them alone does not. */
function fold(name: string): string {
  return name.toUpperCase().toLowerCase();
}
