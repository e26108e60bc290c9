import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { sha256, UserError } from "@airworthy/evidence";

/** The curves of the OpenSSF model signing specification's algorithm registry, each with the hash that goes with it. */
const DIGESTS: ReadonlyMap<string | undefined, string> = new Map([
  ["prime256v1", "sha256"],
  ["secp384r1", "sha384"],
  ["secp521r1", "sha512"],
]);
const ALLOWED = "ECDSA keys on P-256, P-384 and P-521 are allowed";

/** A key on one of the three curves, and the hash that it signs with. */
export interface EcKey {
  readonly key: KeyObject;
  readonly digest: string;
}

/** The key with its hash; undefined where it is of another type or on another curve. */
export function ecKey(key: KeyObject): EcKey | undefined {
  const digest = key.asymmetricKeyType === "ec" ? DIGESTS.get(key.asymmetricKeyDetails?.namedCurve) : undefined;
  return digest === undefined ? undefined : { key, digest };
}

/** A private key from PEM text. Throws a UserError for what is none, a wrong passphrase and keys of other types. */
export function readPrivateKey(pem: string, passphrase: string | undefined): EcKey {
  const isEncrypted = /ENCRYPTED/.test(pem);
  if (isEncrypted && passphrase === undefined) {
    throw new UserError("the private key is encrypted; no passphrase was given", { remedy: "Give its passphrase." });
  }
  try {
    return allowed(createPrivateKey(passphrase === undefined ? pem : { key: pem, passphrase }), "private key");
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    const why = isEncrypted ? "the private key cannot be read with this passphrase" : "the private key is no PEM key";
    throw new UserError(`${why}; ${ALLOWED}`, { cause });
  }
}

/** A public key from PEM text (SubjectPublicKeyInfo). Throws a UserError for what is none and keys of other types. */
export function readPublicKey(pem: string): EcKey {
  if (!pem.includes("-----BEGIN PUBLIC KEY-----")) {
    const given = /-----BEGIN ([A-Z0-9 ]{1,40})-----/.exec(pem)?.[1];
    const what = given === undefined ? "no PEM" : `a PEM ${given.toLowerCase()}`;
    throw new UserError(`the public key is ${what}; a PEM public key (-----BEGIN PUBLIC KEY-----) is allowed`, {
      remedy: "Take the public half out of a key with: openssl pkey -in KEY -pubout",
    });
  }
  try {
    return allowed(createPublicKey(pem.slice(pem.indexOf("-----BEGIN PUBLIC KEY-----"))), "public key");
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError(`the public key cannot be read; ${ALLOWED}`, { cause });
  }
}

/** SHA-256 of a public key as PEM text, the line feed at its end included: the `hint` of a bundle. */
export function keyHint({ key }: EcKey): string {
  const spki = key.type === "private" ? createPublicKey(key) : key;
  return sha256(spki.export({ type: "spki", format: "pem" }));
}

/** An ECDSA signature in DER. */
export function signBytes({ key, digest }: EcKey, bytes: Uint8Array): Uint8Array {
  return sign(digest, bytes, key);
}

/** Whether an ECDSA signature in DER is the key's; what is no DER is not. */
export function isSignature(signature: Uint8Array, bytes: Uint8Array, { key, digest }: EcKey): boolean {
  return verify(digest, bytes, key, signature);
}

function allowed(key: KeyObject, role: string): EcKey {
  const found = ecKey(key);
  if (found !== undefined) return found;
  const curve = key.asymmetricKeyDetails?.namedCurve;
  const type = `${key.asymmetricKeyType ?? "unknown"}${curve === undefined ? "" : ` on ${curve}`}`;
  throw new UserError(`the ${role} is of type ${type}; ${ALLOWED}`, {
    remedy: "Make one with: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256",
  });
}
