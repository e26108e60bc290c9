import { createHmac } from "node:crypto";
import { UserError } from "@airworthy/evidence";
import { KINDS } from "./kinds.ts";

/** NIST SP 800-107, 5.3.4: a key shorter than its security strength weakens the hash; 128 bits are far beyond guessing. */
const LEAST_SALT_BYTES = 16;
/** Of 64 bits two of a million values are the same by chance once in 40 million audits. */
const HASH_CHARACTERS = 16;

/** Tells whether two reports speak of the same value, to whom does not have the salt nothing about it. */
export type ValueHash = (kind: string, value: string) => string;

/**
 * HMAC-SHA-256 of a value under a salt, shortened. Who has the salt can try out all social security numbers there are: it is as
 * secret as what it hides, and is written nowhere. However a number is grouped and an e-mail's letters are cased, the hash is the
 * same. Throws a UserError for a salt below 16 bytes.
 */
export function valueHash(salt: Uint8Array): ValueHash {
  if (salt.length < LEAST_SALT_BYTES) {
    throw new UserError(`a salt of ${salt.length} bytes was given; at least ${LEAST_SALT_BYTES} are needed`, {
      remedy: "Give random bytes from a secret store, or none: what was found is then not told as hashes.",
    });
  }
  return (kind, value) => {
    const same = KINDS.get(kind) === "secret" ? value : plain(kind, value);
    return createHmac("sha256", salt).update(`${kind}\0${same}`).digest("hex").slice(0, HASH_CHARACTERS);
  };
}

function plain(kind: string, value: string): string {
  return kind === "e-mail" ? value.toLowerCase() : value.replace(/[^\p{L}\p{N}]/gu, "").toUpperCase();
}
