import { IN_TOTO_PAYLOAD, type VerifiedEnvelope } from "@airworthy/evidence";
import { rootDigest } from "../src/model-signature.ts";

/** A resource as a statement lists it, or as none should. */
export interface Resource {
  readonly name: unknown;
  readonly digest: unknown;
  readonly algorithm: unknown;
}

const DIGESTS = { sha256: 64, blake2b: 128, blake3: 64 };
export const resource = (name: string, algorithm: keyof typeof DIGESTS = "sha256", digit = "a"): Resource => ({
  name,
  algorithm,
  digest: digit.repeat(DIGESTS[algorithm]),
});

export interface Changes {
  readonly statement?: object;
  readonly predicate?: object;
  readonly serialization?: object;
  readonly resources?: readonly Resource[];
}

/** A statement about these resources with a right root digest, but for what is changed. */
export function statement({ resources = [resource("a"), resource("b")], ...changes }: Changes = {}): object {
  const sha256 = rootDigest(resources.map(({ digest }) => String(digest)));
  return {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: "m", digest: { sha256 } }],
    predicateType: "https://model_signing/signature/v1.0",
    predicate: {
      resources,
      serialization: { method: "files", hash_type: "sha256", allow_symlinks: false, ...changes.serialization },
      ...changes.predicate,
    },
    ...changes.statement,
  };
}

/** An envelope that was verified, with any payload. */
export function envelope(payload: object | string, payloadType = IN_TOTO_PAYLOAD): VerifiedEnvelope {
  const text = typeof payload === "string" ? payload : JSON.stringify(payload);
  return { payloadType, payload: Buffer.from(text), method: "key", signer: "x", signedOn: null };
}
