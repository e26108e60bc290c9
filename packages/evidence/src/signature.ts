/** Signs payloads, each into a Sigstore bundle with a DSSE envelope. */
export interface BundleSigner {
  /** Who signs, for people: a key's fingerprint, a certificate's subject, an identity. */
  readonly signer: string;
  /** The bundle as JSON text. */
  sign(payloadType: string, payload: Uint8Array): Promise<string>;
}

/** How a bundle says who signed it. */
export type SigningMethod = "key" | "certificate" | "keyless";

/** What a bundle holds once its signature was verified. */
export interface VerifiedEnvelope {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  readonly method: SigningMethod;
  /** Who signed, for people: a key's fingerprint, a certificate's subject, an identity and its issuer. */
  readonly signer: string;
  /** RFC 3339, from a trusted time stamp or a transparency log; null where nobody vouches for a time. */
  readonly signedOn: string | null;
}

/** A signature that does not hold: not bad input of the user's, but a finding. */
export class SignatureProblem extends Error {
  override readonly name = "SignatureProblem";
  /** In kebab case, such as "signature-mismatch" or "unknown-key". */
  readonly reasonCode: string;

  constructor(reasonCode: string, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.reasonCode = reasonCode;
  }
}
