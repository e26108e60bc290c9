import { hash } from "node:crypto";

const SHA256_HEX = /^[0-9a-f]{64}$/;

/** SHA-256 of text (as UTF-8) or bytes, as 64 lower-case hexadecimal digits. */
export function sha256(content: string | Uint8Array): string {
  return hash("sha256", content, "hex");
}

/** The same, as OCI writes it: `sha256:<hex>`. */
export function sha256Digest(content: string | Uint8Array): string {
  return `sha256:${sha256(content)}`;
}

export function isSha256(text: string): boolean {
  return SHA256_HEX.test(text);
}

/**
 * JSON with object keys in Unicode code-unit order and no white space, as RFC 8785 has it: equal values, equal bytes.
 * Throws a TypeError on what JSON cannot hold (NaN, infinities, undefined, functions), rather than writing null.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number" && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (isPlainObject(value)) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(",")}}`;
  }
  throw new TypeError(`JSON cannot hold ${typeof value === "object" ? "this object" : String(value)}`);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
