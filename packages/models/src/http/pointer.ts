import * as v from "valibot";

const POINTER = /^(?:\/(?:[^~/]|~[01])*)*$/;
const INDEX = /^(?:0|[1-9]\d*)$/;

/** A JSON Pointer (RFC 6901), such as `/results/0/label`; the empty text is the whole. */
export const pointerSchema = v.pipe(
  v.string(),
  v.regex(POINTER, "must be a JSON Pointer, such as /results/0/label, or empty for the whole"),
);

/** What a pointer that is one points at; undefined where nothing is. Only own properties are seen. */
export function pointAt(value: unknown, pointer: string): unknown {
  let found: unknown = value;
  for (const part of pointer.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof found !== "object" || found === null) return undefined;
    if (Array.isArray(found) && !INDEX.test(key)) return undefined;
    found = Object.hasOwn(found, key) ? Reflect.get(found, key) : undefined;
  }
  return found;
}
