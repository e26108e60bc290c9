import { type BundleSigner, preAuthEncoding } from "@airworthy/evidence";
import { formatBundle, type KeyMaterial } from "./bundle.ts";
import { type EcKey, keyHint, readPrivateKey, signBytes } from "./ec-key.ts";

/**
 * Signs with a private key in PEM, on P-256, P-384 or P-521. Throws a UserError for any other, and for a passphrase that
 * is missing or wrong. ECDSA draws a nonce: two signatures of one payload differ, and both hold.
 */
export function keySigner(privateKeyPem: string, passphrase?: string): BundleSigner {
  const key = readPrivateKey(privateKeyPem, passphrase);
  const hint = keyHint(key);
  return bundleSigner(describeKey(hint), key, { method: "key", hint });
}

/** A key as people are shown it. */
export function describeKey(hint: string): string {
  return `key sha256:${hint}`;
}

/** Signs with `key` into bundles that name it by `material`. */
export function bundleSigner(signer: string, key: EcKey, material: KeyMaterial): BundleSigner {
  return {
    signer,
    sign: async (payloadType, payload) => {
      const signature = signBytes(key, preAuthEncoding(payloadType, payload));
      return formatBundle({ envelope: { payloadType, payload, signature }, material });
    },
  };
}
