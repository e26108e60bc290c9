import type { SigningMethod } from "@airworthy/evidence";
import * as v from "valibot";
import { decodeBase64, encodeBase64 } from "./base64.ts";
import { checkSigned, signatureProblem } from "./problem.ts";
import { parseStrictJson } from "./strict-json.ts";

/** https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_bundle.proto */
const BUNDLE_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const ANY_BUNDLE_TYPE = /^application\/vnd\.dev\.sigstore\.bundle[.+]/;

/** In UTF-16 code units: a bundle of a million files has about half of it. */
const LONGEST_BUNDLE = 400_000_000;
/** Chains have two or three; OpenSSL stops at 100, but each is a signature to check. */
const MOST_CERTIFICATES = 16;

/** A DSSE envelope with its one signature. Nothing of it is verified. */
export interface Envelope {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
}

/** What a bundle offers for finding the key: a hint at it (null in old bundles), or certificates in DER, leaf first. */
export type KeyMaterial =
  | { readonly method: "key"; readonly hint: string | null }
  | { readonly method: "certificate"; readonly certificates: readonly [Uint8Array, ...Uint8Array[]] };

export interface Bundle {
  readonly envelope: Envelope;
  readonly material: KeyMaterial;
}

const base64Schema = v.pipe(
  v.string(),
  v.check((text) => decodeBase64(text) !== undefined, "must be base64, padded and not empty"),
  v.transform((text) => decodeBase64(text) ?? new Uint8Array()),
);

/** Which of the three it is; the library for keyless bundles checks the rest of them itself. */
const methodSchema = v.object({
  mediaType: v.string(),
  verificationMaterial: v.object({
    publicKey: v.optional(v.unknown()),
    x509CertificateChain: v.optional(v.unknown()),
    certificate: v.optional(v.unknown()),
  }),
});

const envelopeSchema = v.strictObject({
  payload: base64Schema,
  payloadType: v.pipe(v.string(), v.nonEmpty("must not be empty")),
  signatures: v.strictTuple([v.strictObject({ sig: base64Schema, keyid: v.optional(v.nullable(v.string())) })]),
});

/** Neither log entries nor time stamps are part of these two methods: they may be there and vouch for nothing. */
const disregarded = {
  tlogEntries: v.optional(v.unknown()),
  timestampVerificationData: v.optional(v.unknown()),
};

/** Before version 1.1 a bundle held the key itself. It is disregarded: a key is trusted because the user gave it. */
const publicKeySchema = v.union([v.object({ hint: v.string() }), v.object({ rawBytes: v.string() })]);

const keySchema = v.strictObject({
  mediaType: v.string(),
  verificationMaterial: v.strictObject({ publicKey: publicKeySchema, ...disregarded }),
  dsseEnvelope: envelopeSchema,
});

const certificateSchema = v.strictObject({
  mediaType: v.string(),
  verificationMaterial: v.strictObject({
    x509CertificateChain: v.object({
      certificates: v.pipe(
        v.array(v.object({ rawBytes: base64Schema })),
        v.nonEmpty("must not be empty"),
        v.maxLength(MOST_CERTIFICATES, `must have at most ${MOST_CERTIFICATES} items`),
      ),
    }),
    ...disregarded,
  }),
  dsseEnvelope: envelopeSchema,
});

/**
 * How a Sigstore bundle says who signed it. Throws a SignatureProblem (malformed-bundle, unsupported-bundle) that names
 * `where` for what is no bundle, or says it in none or several ways.
 */
export function bundleMethod(bundle: string, where: string): SigningMethod {
  return methodOf(parse(bundle, where), where);
}

/** A bundle signed by key or certificate. Throws a SignatureProblem for any other, and for whatever the format forbids. */
export function parseBundle(text: string, where: string): Bundle {
  const parsed = parse(text, where);
  const method = methodOf(parsed, where);
  if (method === "keyless")
    throw signatureProblem("wrong-method", `${where} is signed without a key of the signer's own`);
  if (method === "key") {
    const bundle = checkSigned(keySchema, parsed, where, "malformed-bundle");
    const { publicKey } = bundle.verificationMaterial;
    return { envelope: envelopeOf(bundle), material: { method, hint: "hint" in publicKey ? publicKey.hint : null } };
  }
  const bundle = checkSigned(certificateSchema, parsed, where, "malformed-bundle");
  const [leaf, ...others] = bundle.verificationMaterial.x509CertificateChain.certificates.map(
    ({ rawBytes }) => rawBytes,
  );
  if (leaf === undefined) throw signatureProblem("malformed-bundle", `${where} holds no certificate`);
  return { envelope: envelopeOf(bundle), material: { method, certificates: [leaf, ...others] } };
}

/** The text of a bundle. */
export function formatBundle({ envelope, material }: Bundle): string {
  const verificationMaterial =
    material.method === "key"
      ? { publicKey: { hint: material.hint }, tlogEntries: [] }
      : {
          x509CertificateChain: { certificates: material.certificates.map((der) => ({ rawBytes: encodeBase64(der) })) },
          tlogEntries: [],
        };
  const dsseEnvelope = {
    payload: encodeBase64(envelope.payload),
    payloadType: envelope.payloadType,
    signatures: [{ sig: encodeBase64(envelope.signature), keyid: "" }],
  };
  return JSON.stringify({ mediaType: BUNDLE_TYPE, verificationMaterial, dsseEnvelope });
}

function parse(text: string, where: string): unknown {
  if (text.length > LONGEST_BUNDLE) {
    throw signatureProblem("malformed-bundle", `${where} has ${text.length} characters; ${LONGEST_BUNDLE} are allowed`);
  }
  try {
    return parseStrictJson(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw signatureProblem("malformed-bundle", `${where} is not JSON as a bundle may be: ${why}`, cause);
  }
}

function methodOf(parsed: unknown, where: string): SigningMethod {
  const { mediaType, verificationMaterial } = checkSigned(methodSchema, parsed, where, "malformed-bundle");
  if (!ANY_BUNDLE_TYPE.test(mediaType)) {
    throw signatureProblem(
      "unsupported-bundle",
      `${where} is no Sigstore bundle: its mediaType is ${quote(mediaType)}`,
    );
  }
  const ways = Object.entries(verificationMaterial).flatMap(([field, value]) => (value === undefined ? [] : [field]));
  const [way, ...others] = ways;
  if (way === undefined || others.length > 0) {
    const said = way === undefined ? "not at all" : `in ${ways.length} ways: ${ways.join(", ")}`;
    throw signatureProblem("malformed-bundle", `${where} says ${said} who signed it; one way is allowed`);
  }
  // Until version 0.2 a keyless bundle held a chain; by certificate there are only bundles of version 0.3.
  if (way === "certificate" || (way === "x509CertificateChain" && mediaType !== BUNDLE_TYPE)) return "keyless";
  if (mediaType !== BUNDLE_TYPE) {
    throw signatureProblem("unsupported-bundle", `${where} is a ${quote(mediaType)}; ${BUNDLE_TYPE} is supported`);
  }
  return way === "publicKey" ? "key" : "certificate";
}

function envelopeOf({ dsseEnvelope }: { dsseEnvelope: v.InferOutput<typeof envelopeSchema> }): Envelope {
  const { payloadType, payload, signatures } = dsseEnvelope;
  return { payloadType, payload, signature: signatures[0].sig };
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 100));
}
