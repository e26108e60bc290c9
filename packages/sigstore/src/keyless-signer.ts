import { generateKeyPairSync, type KeyObject, sign, type X509Certificate } from "node:crypto";
import { type BundleSigner, preAuthEncoding, UserError } from "@airworthy/evidence";
import { DEFAULT_ATTEMPT_SECONDS, type Environment, type Patience } from "./exchange.ts";
import { requestCertificate } from "./fulcio.ts";
import { type Envelope, logEnvelope } from "./rekor.ts";
import type { SigstoreServices } from "./services.ts";
import { requestTimeStamp } from "./time-stamp.ts";
import { readToken, type TokenIdentity } from "./token.ts";

export interface KeylessOptions {
  /** The proxy variables are read from it. */
  readonly env: Environment;
  readonly signal: AbortSignal;
  /** How long one attempt of one request may take; 30 unless given. */
  readonly attemptSeconds?: number;
}

/** The certificate must still hold when log or time-stamp authority have seen the signature. */
const RESERVE_MS = 60_000;
const MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";

/**
 * Signs with keys that live as long as this signer, certified by Fulcio for the token's identity. Key and certificate
 * serve every payload until the certificate is about to expire (ten minutes): a run that signs twenty statements asks
 * for one certificate. Bundles are of version 0.3: a DSSE envelope, the certificate alone, a log entry or a time stamp.
 *
 * Throws a UserError on a token or services that cannot work; signing throws one when a service refuses.
 */
export function keylessSigner(
  services: SigstoreServices,
  identityToken: string,
  options: KeylessOptions,
): BundleSigner {
  if (services.rekorUrl === null && services.tsaUrl === null) {
    throw new UserError("Keyless signing needs a transparency log or a time-stamp authority: neither was given");
  }
  const identity = readToken(identityToken);
  const patience = { ...options, attemptSeconds: options.attemptSeconds ?? DEFAULT_ATTEMPT_SECONDS };
  let current: Promise<CertifiedKey> | null = null;
  /** Those who sign at once wait for the same certificate. */
  async function holdKey(): Promise<CertifiedKey> {
    const seen = current;
    const held = await seen;
    if (held !== null && !isEnding(held)) return held;
    const isRenewed = current !== seen;
    if (current === null || !isRenewed) {
      current = newCertifiedKey(services.fulcioUrl, { token: identityToken, identity }, patience);
    }
    return current;
  }
  return {
    signer: identity.signer,
    async sign(payloadType, payload) {
      return signWith(await holdKey(), { payloadType, payload }, { services, patience });
    },
  };
}

interface CertifiedKey {
  readonly privateKey: KeyObject;
  readonly certificate: X509Certificate;
}

async function newCertifiedKey(
  fulcioUrl: string,
  { token, identity }: { readonly token: string; readonly identity: TokenIdentity },
  patience: Patience,
): Promise<CertifiedKey> {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const certificate = await requestCertificate({ fulcioUrl, token, identity, privateKey }, patience);
  return { privateKey, certificate };
}

/** True too where the certificate tells no end that can be read. */
function isEnding({ certificate }: CertifiedKey): boolean {
  return !(Date.parse(certificate.validTo) - Date.now() >= RESERVE_MS);
}

async function signWith(
  { privateKey, certificate }: CertifiedKey,
  { payloadType, payload }: { readonly payloadType: string; readonly payload: Uint8Array },
  { services, patience }: { readonly services: SigstoreServices; readonly patience: Patience },
): Promise<string> {
  const signature = sign("sha256", preAuthEncoding(payloadType, payload), privateKey);
  const envelope: Envelope = {
    payloadType,
    payload: Buffer.from(payload).toString("base64"),
    signatures: [{ sig: signature.toString("base64") }],
  };
  const { rekorUrl, tsaUrl } = services;
  const content = { envelope, certificatePem: certificate.toString() };
  const [entry, timeStamp] = await Promise.all([
    rekorUrl === null ? null : logEnvelope(rekorUrl, content, patience),
    tsaUrl === null ? null : requestTimeStamp(tsaUrl, signature, patience),
  ]);
  const rfc3161Timestamps = [{ signedTimestamp: timeStamp }];
  return JSON.stringify({
    mediaType: MEDIA_TYPE,
    verificationMaterial: {
      certificate: { rawBytes: certificate.raw.toString("base64") },
      tlogEntries: entry === null ? [] : [entry],
      ...(timeStamp === null ? {} : { timestampVerificationData: { rfc3161Timestamps } }),
    },
    dsseEnvelope: envelope,
  });
}
