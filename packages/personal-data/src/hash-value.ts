import { KINDS } from "./kinds.ts";
import { saltedHash } from "./salted-hash.ts";

/** Tells whether two reports speak of the same value, to whom does not have the salt nothing about it. */
export type ValueHash = (kind: string, value: string) => string;

/**
 * A salted hash of what was found. However a number is grouped and an e-mail's letters are cased, the hash is the same. Throws a
 * UserError for a salt below 16 bytes.
 */
export function valueHash(salt: Uint8Array): ValueHash {
  const hash = saltedHash(salt);
  return (kind, value) => hash(kind, KINDS.get(kind) === "secret" ? value : plain(kind, value));
}

function plain(kind: string, value: string): string {
  return kind === "e-mail" ? value.toLowerCase() : value.replace(/[^\p{L}\p{N}]/gu, "").toUpperCase();
}
