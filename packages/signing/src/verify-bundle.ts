import { IN_TOTO_PAYLOAD, preAuthEncoding, UserError, type VerifiedEnvelope } from "@airworthy/evidence";
import { type Envelope, parseBundle } from "./bundle.ts";
import { type Certificate, readCertificate, readCertificates } from "./certificate.ts";
import { checkTrusted, isSignedBy, type Trust } from "./certificate-path.ts";
import { type EcKey, ecKey, isSignature, keyHint, readPublicKey } from "./ec-key.ts";
import { describeKey } from "./key-signer.ts";
import { LEGACY_DIGEST, legacyEncoding } from "./legacy-encoding.ts";
import { signatureProblem } from "./problem.ts";

/**
 * What a bundle holds, where it is signed with the private half of a PEM public key. Throws a SignatureProblem that names
 * `where`, with one of `SIGNATURE_REASONS`; a UserError where the key itself is not one that may be used.
 */
export function verifyWithKey(bundle: string, publicKeyPem: string, where: string): VerifiedEnvelope {
  const key = readPublicKey(publicKeyPem);
  const { envelope, material } = parseBundle(bundle, where);
  if (material.method !== "key")
    throw signatureProblem("wrong-method", `${where} is signed by certificate, not by key`);
  const hint = keyHint(key);
  if (material.hint !== null && material.hint !== hint) {
    const named = JSON.stringify(material.hint.slice(0, 100));
    throw signatureProblem("unknown-key", `${where} is signed by the key ${named}; the given one is "${hint}"`);
  }
  checkSignature(envelope, key, where);
  return verified(envelope, "key", describeKey(hint));
}

/**
 * What a bundle holds, where it is signed by a certificate from which signatures lead to one of the roots, all of them
 * valid at `at`. `rootsPem` may also hold certificates that lie between. Nobody vouches for when it was signed, so `at`
 * is now, unless the caller knows better. Throws as `verifyWithKey` does.
 */
export function verifyWithCertificates(bundle: string, rootsPem: string, at: Date, where: string): VerifiedEnvelope {
  const given = readGiven(rootsPem);
  const { envelope, material } = parseBundle(bundle, where);
  if (material.method !== "certificate") {
    throw signatureProblem("wrong-method", `${where} is signed by key, not by certificate`);
  }
  const [leafDer, ...others] = material.certificates;
  const leaf = readBundled(leafDer, where);
  const between = [...given.between, ...others.map((der) => readBundled(der, where))];
  checkTrusted(leaf, { roots: given.roots, between, at }, where);
  const shown = JSON.stringify(leaf.subject.slice(0, 200));
  if (!leaf.isForSignatures) {
    throw signatureProblem("wrong-key-usage", `${where}: the certificate of ${shown} is not for signatures`);
  }
  const key = ecKey(leaf.key);
  if (key === undefined) {
    throw signatureProblem("unsupported-key", `${where}: the key of ${shown} is not on P-256, P-384 or P-521`);
  }
  checkSignature(envelope, key, where);
  return verified(envelope, "certificate", leaf.subject);
}

function checkSignature({ payloadType, payload, signature }: Envelope, key: EcKey, where: string): void {
  if (isSignature(signature, preAuthEncoding(payloadType, payload), key)) return;
  const legacy = payloadType === IN_TOTO_PAYLOAD ? legacyEncoding(payload) : undefined;
  if (legacy !== undefined && isSignature(signature, legacy, { ...key, digest: LEGACY_DIGEST })) return;
  throw signatureProblem("signature-mismatch", `${where}: the signature is not the key's signature of the payload`);
}

function verified(envelope: Envelope, method: "key" | "certificate", signer: string): VerifiedEnvelope {
  return { payloadType: envelope.payloadType, payload: envelope.payload, method, signer, signedOn: null };
}

function readBundled(der: Uint8Array, where: string): Certificate {
  try {
    return readCertificate(der);
  } catch (cause) {
    throw signatureProblem("malformed-certificate", `${where}: a certificate cannot be read`, cause);
  }
}

/** The user's certificates: those that are self-signed are roots, as OpenSSL has it; the others may lie between. */
function readGiven(pem: string): Pick<Trust, "roots" | "between"> {
  const certificates = readGivenCertificates(pem);
  const roots = certificates.filter((certificate) => isSignedBy(certificate, certificate));
  const between = certificates.filter((certificate) => !roots.includes(certificate));
  if (roots.length > 0) return { roots, between };
  throw new UserError(
    `none of the ${certificates.length} given certificates is a root, which is one that signs itself`,
    {
      remedy:
        "Give the root's certificate in PEM (-----BEGIN CERTIFICATE-----), with RSA of 2048 bits or more or ECDSA, and SHA-2.",
    },
  );
}

function readGivenCertificates(pem: string): readonly Certificate[] {
  try {
    return readCertificates(pem);
  } catch (cause) {
    throw new UserError("a given root certificate cannot be read; PEM certificates are allowed", { cause });
  }
}
