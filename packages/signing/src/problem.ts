import { checkShape, type Shape, SignatureProblem, UserError } from "@airworthy/evidence";

/** Every reason for which a signature is refused here, and what it means. */
export const SIGNATURE_REASONS = {
  "malformed-bundle": "not what a Sigstore bundle may be: no JSON, a key twice, bad base64, more than one signature",
  "unsupported-bundle": "a bundle of another version, or without a DSSE envelope",
  "wrong-method": "signed in another way than it is to be verified, such as by a certificate instead of a key",
  "unknown-key": "signed by another key than the one given",
  "unsupported-key": "the key is not on P-256, P-384 or P-521",
  "signature-mismatch": "the signature is not that key's signature of the payload",
  "malformed-certificate": "a certificate of the bundle cannot be read",
  "untrusted-certificate": "no chain of valid signatures leads from the certificate to a given root",
  "expired-certificate": "a certificate was not valid at the time in question",
  "wrong-key-usage": "the certificate is not for digital signatures",
  "wrong-payload-type": "what was signed is no in-toto statement",
  "malformed-statement": "what was signed is not what its format allows",
  "wrong-predicate-type": "a statement of another kind than was asked for",
  "unsupported-digest": "made with a hash function that is not supported",
  "root-digest-mismatch": "the files' digests do not give the model's",
  "unsafe-name": "a file's name is absolute, leaves the model, or is not in its one normal form",
  "duplicate-name": "a file is listed twice",
} as const;

export type SignatureReason = keyof typeof SIGNATURE_REASONS;

/** The finding that a signature does not hold. `message` has no full stop at its end. */
export function signatureProblem(reason: SignatureReason, message: string, cause?: unknown): SignatureProblem {
  return new SignatureProblem(reason, message, cause === undefined ? {} : { cause });
}

/** `value` as the schema's type; a SignatureProblem where it is not: what was signed is not the user's to mend. */
export function checkSigned<T>(schema: Shape<T>, value: unknown, where: string, reason: SignatureReason): T {
  try {
    return checkShape(schema, value, where);
  } catch (error) {
    if (error instanceof UserError) throw signatureProblem(reason, error.message, error);
    throw error;
  }
}
