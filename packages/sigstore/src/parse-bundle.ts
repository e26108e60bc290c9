import { SignatureProblem } from "@airworthy/evidence";
import { bundleFromJSON, isBundleWithDsseEnvelope, ValidationError } from "@sigstore/bundle";
import { type SignedEntity, toSignedEntity } from "@sigstore/verify";

type Certificate = Extract<SignedEntity["key"], { $case: "certificate" }>["certificate"];

/** A bundle of the keyless method, read but not verified. */
export interface ParsedBundle {
  readonly entity: SignedEntity;
  readonly certificate: Certificate;
  readonly payloadType: string;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
}

/** A model of 100,000 files makes 20 MB of statement, and a third more in base64. */
const BUNDLE_CHARACTERS = 64 * 1024 * 1024;

/** Throws a SignatureProblem: `malformed-bundle`, or `not-keyless` where a key or no envelope is in it. */
export function parseBundle(text: string, where: string): ParsedBundle {
  if (text.length > BUNDLE_CHARACTERS) {
    throw malformed(where, `it has ${text.length} characters; ${BUNDLE_CHARACTERS} are allowed`);
  }
  const { entity, envelope } = read(text, where);
  if (envelope === null || entity.key.$case !== "certificate") {
    throw new SignatureProblem("not-keyless", `${where} holds no envelope that was signed with a certificate`);
  }
  const [signature] = envelope.signatures;
  if (signature === undefined) throw malformed(where, "its envelope has no signature");
  const { certificate } = entity.key;
  return {
    entity,
    certificate,
    payloadType: envelope.payloadType,
    payload: envelope.payload,
    signature: signature.sig,
  };
}

export function malformed(where: string, why: string, cause?: unknown): SignatureProblem {
  return new SignatureProblem("malformed-bundle", `${where} is not a Sigstore bundle: ${why}`, { cause });
}

/** The libraries throw errors of many kinds on what is not as it should be. */
function read(text: string, where: string) {
  try {
    const bundle = bundleFromJSON(JSON.parse(text));
    const envelope = isBundleWithDsseEnvelope(bundle) ? bundle.content.dsseEnvelope : null;
    return { entity: toSignedEntity(bundle, Buffer.alloc(0)), envelope };
  } catch (cause) {
    if (cause instanceof ValidationError)
      throw malformed(where, `these fields are wrong: ${cause.fields.join(", ")}`, cause);
    throw malformed(where, cause instanceof Error ? cause.message : String(cause), cause);
  }
}
