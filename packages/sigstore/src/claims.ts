import type { X509Certificate } from "@sigstore/core";

/**
 * What Fulcio writes into a certificate of a build: the names that sigstore-go gives the extensions 1.3.6.1.4.1.57264.1.N.
 * https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md
 */
const CLAIMS: readonly (readonly [number: number, name: string])[] = [
  [8, "issuer"],
  [9, "buildSignerURI"],
  [10, "buildSignerDigest"],
  [11, "runnerEnvironment"],
  [12, "sourceRepositoryURI"],
  [13, "sourceRepositoryDigest"],
  [14, "sourceRepositoryRef"],
  [15, "sourceRepositoryIdentifier"],
  [16, "sourceRepositoryOwnerURI"],
  [17, "sourceRepositoryOwnerIdentifier"],
  [18, "buildConfigURI"],
  [19, "buildConfigDigest"],
  [20, "buildTrigger"],
  [21, "runInvocationURI"],
  [22, "sourceRepositoryVisibilityAtSigning"],
];

const ROOT = "1.3.6.1.4.1.57264.1";
/** Version 1 of the issuer: its bytes are the text, without DER. */
const ISSUER_V1 = `${ROOT}.1`;

/**
 * The claims of a certificate, as Fulcio took them from the identity token. They say who signed only once the certificate
 * was verified. An extension that is no text is left out.
 */
export function readClaims(certificate: X509Certificate): Readonly<Record<string, string>> {
  const claims = CLAIMS.flatMap(([number, name]) => {
    const extension = certificate.extension(`${ROOT}.${number}`);
    const text = extension === undefined ? null : readUtf8String(extension.value);
    return text === null ? [] : [[name, text] as const];
  });
  return Object.fromEntries(claims);
}

/** Who vouched for the identity; null where the certificate does not say. */
export function readIssuer(certificate: X509Certificate): string | null {
  const text = readClaims(certificate)["issuer"];
  if (text !== undefined) return text;
  return certificate.extension(ISSUER_V1)?.value.toString("utf8") ?? null;
}

const UTF8_STRING = 0x0c;
const LONG_FORM = 0x80;

/** A DER UTF8String that fills the bytes, in the shortest form of its length; null where it is something else. */
export function readUtf8String(der: Uint8Array): string | null {
  const [tag, first = 0] = der;
  const lengthBytes = first < LONG_FORM ? 0 : first - LONG_FORM;
  if (tag !== UTF8_STRING || lengthBytes > 2) return null;
  const start = 2 + lengthBytes;
  const length = lengthBytes === 0 ? first : der.subarray(2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  const isShortest = lengthBytes === 0 || length >= (lengthBytes === 1 ? LONG_FORM : 256);
  if (!isShortest || der.length !== start + length) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(der.subarray(start));
  } catch {
    return null;
  }
}
