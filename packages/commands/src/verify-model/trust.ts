import { resolve } from "node:path";
import {
  type InputFile,
  SignatureProblem,
  type SigningMethod,
  sha256,
  UserError,
  type VerifiedEnvelope,
} from "@airworthy/evidence";
import type { Ports } from "@airworthy/runtime";
import { bundleMethod, verifyWithCertificates, verifyWithKey } from "@airworthy/signing";
import { type KeylessPolicy, verifyKeyless } from "@airworthy/sigstore";
import { readSmallFile } from "@airworthy/storage";
import type { TrustInputs } from "./inputs.ts";

/** Whose signatures count. */
export interface Trust {
  /** A public key in PEM. */
  readonly key: string | null;
  /** Root certificates in PEM. */
  readonly certificates: string | null;
  readonly keyless: (KeylessPolicy & { readonly trustedRoot: string | null }) | null;
  /** When certificates must be valid, where nobody vouches for the time of the signature. */
  readonly at: Date;
  /** The files that all this was read from. */
  readonly files: readonly InputFile[];
}

/** A bundle whose signature holds, or one by somebody whom nobody asked to trust. */
export type OpenedBundle =
  | {
      readonly state: "verified";
      readonly envelope: VerifiedEnvelope;
      readonly claims: Readonly<Record<string, string>>;
    }
  | { readonly state: "stranger"; readonly reasonCode: string; readonly message: string };

/** Reads whom the inputs name. Throws a UserError where an identity has no issuer, or nothing has a trusted root to serve. */
export async function readTrust(inputs: TrustInputs, ports: Ports): Promise<Trust> {
  const { identity, "identity-issuer": issuer, "trusted-root": trustedRoot } = inputs;
  if ((identity === undefined) !== (issuer === undefined)) {
    throw new UserError(`${identity === undefined ? "identity-issuer" : "identity"} was given alone`, {
      remedy: "Give both identity and identity-issuer: an identity is only worth what the one who vouches for it is.",
    });
  }
  if (trustedRoot !== undefined && identity === undefined) {
    throw new UserError("trusted-root was given without identity and identity-issuer, which say whom to trust");
  }
  const files: InputFile[] = [];
  const read = async (name: string | undefined): Promise<string | null> => {
    if (name === undefined) return null;
    const text = await readSmallFile(resolve(ports.cwd, name), name);
    files.push({ name, sha256: sha256(text) });
    return text;
  };
  const key = await read(inputs.key);
  const certificates = await read(inputs.certificates);
  const root = await read(trustedRoot);
  const keyless = identity === undefined || issuer === undefined ? null : { identity, issuer, trustedRoot: root };
  return { key, certificates, keyless, at: ports.now(), files };
}

/** Whether anybody is trusted: a signature is then asked for. */
export function trustsSomebody({ key, certificates, keyless }: Trust): boolean {
  return key !== null || certificates !== null || keyless !== null;
}

/** Why a sound signature may not count: it is somebody else's. */
const OF_STRANGERS = new Set(["unknown-key", "untrusted-certificate", "identity-mismatch", "issuer-mismatch"]);

/**
 * Verifies a bundle in the way that it is signed in. Whoever signed may be unknown, which says nothing against the
 * package; a signature that does not hold is a SignatureProblem.
 */
export async function openBundle(bundle: string, where: string, trust: Trust): Promise<OpenedBundle> {
  const method = bundleMethod(bundle, where);
  try {
    return (await verify(bundle, where, method, trust)) ?? notAsked(method);
  } catch (error) {
    if (!(error instanceof SignatureProblem) || !OF_STRANGERS.has(error.reasonCode)) throw error;
    return { state: "stranger", reasonCode: error.reasonCode, message: error.message };
  }
}

async function verify(
  bundle: string,
  where: string,
  method: SigningMethod,
  trust: Trust,
): Promise<OpenedBundle | null> {
  const { key, certificates, keyless, at } = trust;
  if (method === "key") {
    return key === null ? null : { state: "verified", envelope: verifyWithKey(bundle, key, where), claims: {} };
  }
  if (method === "certificate") {
    if (certificates === null) return null;
    return { state: "verified", envelope: verifyWithCertificates(bundle, certificates, at, where), claims: {} };
  }
  if (keyless === null) return null;
  const envelope = await verifyKeyless(bundle, keyless, keyless, where);
  return { state: "verified", envelope, claims: envelope.claims };
}

const MEANS = {
  key: { by: "a key", missing: "no key was" },
  certificate: { by: "a certificate", missing: "no root certificates were" },
  keyless: { by: "an identity", missing: "no identity was" },
} as const satisfies Record<SigningMethod, unknown>;

function notAsked(method: SigningMethod): OpenedBundle {
  const { by, missing } = MEANS[method];
  const message = `was not verified: it is signed by ${by}, and ${missing} given`;
  return { state: "stranger", reasonCode: "signature-not-verified", message };
}
