import { createHmac, createSecretKey } from "node:crypto";
import { UserError } from "@airworthy/evidence";

/** NIST SP 800-107, 5.3.4: a key shorter than its security strength weakens the hash; 128 bits are far beyond guessing. */
const LEAST_SALT_BYTES = 16;
/** Of 64 bits two of a million values are the same by chance once in 40 million audits. */
const HASH_CHARACTERS = 16;

/** Stands for a value of a kind, and tells to whom does not have the salt nothing about it: 16 hexadecimal digits. */
export type SaltedHash = (kind: string, value: string) => string;

/**
 * HMAC-SHA-256 under a salt, shortened. Who has the salt can try out all social security numbers there are: it is as secret as
 * what it hides, and is written nowhere. Throws a UserError for a salt below 16 bytes.
 */
export function saltedHash(salt: Uint8Array): SaltedHash {
  if (salt.length < LEAST_SALT_BYTES) {
    throw new UserError(`a salt of ${salt.length} bytes was given; at least ${LEAST_SALT_BYTES} are needed`, {
      remedy: "Give random bytes from a secret store, or none: what was found is then not told as hashes.",
    });
  }
  const key = createSecretKey(salt);
  return (kind, value) => createHmac("sha256", key).update(`${kind}\0${value}`).digest("hex").slice(0, HASH_CHARACTERS);
}
