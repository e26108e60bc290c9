import { type BundleSigner, UserError } from "@airworthy/evidence";
import { type Certificate, readCertificates } from "./certificate.ts";
import { isSignedBy } from "./certificate-path.ts";
import { readPrivateKey } from "./ec-key.ts";
import { bundleSigner } from "./key-signer.ts";

/**
 * Signs with a private key in PEM whose certificate comes first in `chainPem`, each further one that of the issuer before
 * it. Throws a UserError where the key is not the certificate's, the chain is out of order, or no verifier would take the
 * certificate for signatures.
 */
export function certificateSigner(privateKeyPem: string, chainPem: string, passphrase?: string): BundleSigner {
  const key = readPrivateKey(privateKeyPem, passphrase);
  const [leaf, ...issuers] = readChain(chainPem);
  if (leaf === undefined) {
    throw new UserError("the certificate chain holds no PEM certificate (-----BEGIN CERTIFICATE-----)");
  }
  if (!leaf.x509.checkPrivateKey(key.key)) {
    throw new UserError(`the private key is not that of the first certificate, ${quote(leaf)}`, {
      remedy: "Put the signer's own certificate first, its issuer's second.",
    });
  }
  if (!leaf.isForSignatures) {
    throw new UserError(`the certificate of ${quote(leaf)} is not for signatures`, {
      remedy: "It needs the key usage digitalSignature, or the extended key usage codeSigning.",
    });
  }
  checkOrder([leaf, ...issuers]);
  const certificates = [leaf, ...issuers].map(({ x509 }) => x509.raw);
  return bundleSigner(leaf.subject, key, {
    method: "certificate",
    certificates: [leaf.x509.raw, ...certificates.slice(1)],
  });
}

function readChain(pem: string): readonly Certificate[] {
  try {
    return readCertificates(pem);
  } catch (cause) {
    throw new UserError("a certificate of the chain cannot be read; PEM certificates are allowed", { cause });
  }
}

function checkOrder(chain: readonly Certificate[]): void {
  for (const [index, certificate] of chain.entries()) {
    const issuer = chain[index + 1];
    if (issuer === undefined || isSignedBy(certificate, issuer)) continue;
    throw new UserError(`the certificate of ${quote(certificate)} is not signed by the next, ${quote(issuer)}`, {
      remedy: "Order the chain by issuer: the signer's certificate, its issuer's, that one's issuer's.",
    });
  }
}

function quote({ subject }: Certificate): string {
  return JSON.stringify(subject.slice(0, 200));
}
