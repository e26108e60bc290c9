import { generateKeyPairSync, type KeyObject, sign, X509Certificate } from "node:crypto";

/** A key pair with what its certificate calls it. */
export interface Party {
  readonly name: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export interface CertificateOptions {
  readonly from?: string;
  readonly to?: string;
  /** Null for a certificate without basic constraints. */
  readonly authority?: { readonly pathLength?: number } | null;
  /** The first byte of the key usage's bits; null for none. */
  readonly keyUsage?: number | null;
  readonly isForCode?: boolean;
  /** Makes it signed by ECDSA or RSA with SHA-1. */
  readonly isWeak?: boolean;
  /** Further extensions, each as DER. */
  readonly extensions?: readonly Uint8Array[];
}

export const DIGITAL_SIGNATURE = 0x80;
export const KEY_CERT_SIGN = 0x04;
/** Within the default validity of all certificates made here. */
export const VALID_TIME = new Date("2030-01-01T00:00:00Z");

export function ecParty(name: string, namedCurve = "prime256v1"): Party {
  return { name, ...generateKeyPairSync("ec", { namedCurve }) };
}

export function rsaParty(name: string, modulusLength = 2048): Party {
  return { name, ...generateKeyPairSync("rsa", { modulusLength }) };
}

export function privatePem({ privateKey }: Party): string {
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

export function publicPem({ publicKey }: Party): string {
  return publicKey.export({ type: "spki", format: "pem" }).toString();
}

/** An authority's certificate, as PEM. */
export function authority(subject: Party, issuer: Party = subject, options: CertificateOptions = {}): string {
  return certificate(subject, issuer, { authority: {}, keyUsage: KEY_CERT_SIGN, ...options });
}

/** A certificate (RFC 5280, 4.1) as PEM; by default a signer's. */
export function certificate(subject: Party, issuer: Party, options: CertificateOptions = {}): string {
  const algorithm = signatureAlgorithm(issuer, options.isWeak ?? false);
  const tbs = sequence(
    tlv(0xa0, integer(2)),
    integer(1),
    algorithm,
    name(issuer.name),
    sequence(time(options.from ?? "2020-01-01T00:00:00Z"), time(options.to ?? "2040-01-01T00:00:00Z")),
    name(subject.name),
    subject.publicKey.export({ type: "spki", format: "der" }),
    tlv(0xa3, sequence(...extensionsOf(options))),
  );
  const signature = sign(options.isWeak ? "sha1" : "sha256", tbs, issuer.privateKey);
  return new X509Certificate(sequence(tbs, algorithm, bitString(0, signature))).toString();
}

export function extension(id: string, isCritical: boolean, value: Uint8Array): Uint8Array {
  return sequence(oid(id), ...(isCritical ? [tlv(0x01, Buffer.from([0xff]))] : []), tlv(0x04, value));
}

function extensionsOf({
  authority,
  keyUsage = DIGITAL_SIGNATURE,
  isForCode,
  extensions = [],
}: CertificateOptions): Uint8Array[] {
  const made = [...extensions];
  if (authority) {
    const limit = authority.pathLength === undefined ? [] : [integer(authority.pathLength)];
    made.push(extension("551d13", true, sequence(tlv(0x01, Buffer.from([0xff])), ...limit)));
  }
  if (keyUsage !== null) made.push(extension("551d0f", true, bitString(0, Buffer.from([keyUsage]))));
  if (isForCode) made.push(extension("551d25", false, sequence(oid("2b06010505070303"))));
  // An empty list of extensions is not allowed.
  if (made.length === 0) made.push(extension("551d0e", false, tlv(0x04, Buffer.from([1]))));
  return made;
}

function signatureAlgorithm({ privateKey }: Party, isWeak: boolean): Uint8Array {
  if (privateKey.asymmetricKeyType === "ec") return sequence(oid(isWeak ? "2a8648ce3d0401" : "2a8648ce3d040302"));
  return sequence(oid(isWeak ? "2a864886f70d010105" : "2a864886f70d01010b"), tlv(0x05));
}

function name(text: string): Uint8Array {
  return sequence(...(text === "" ? [] : [tlv(0x31, sequence(oid("550403"), tlv(0x0c, Buffer.from(text))))]));
}

/** A UTCTime, for the years 1950 to 2049. */
function time(iso: string): Uint8Array {
  return tlv(0x17, Buffer.from(`${iso.replace(/[-:T]|\.\d+/g, "").slice(2, 14)}Z`));
}

function integer(value: number): Uint8Array {
  return tlv(0x02, Buffer.from([value]));
}

function bitString(unused: number, bits: Uint8Array): Uint8Array {
  return tlv(0x03, Buffer.from([unused]), bits);
}

function oid(hex: string): Uint8Array {
  return tlv(0x06, Buffer.from(hex, "hex"));
}

function sequence(...contents: readonly Uint8Array[]): Uint8Array {
  return tlv(0x30, ...contents);
}

function tlv(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const length = content.length < 0x80 ? [content.length] : [0x82, content.length >> 8, content.length & 0xff];
  const shortest = content.length >= 0x80 && content.length < 0x100 ? [0x81, content.length] : length;
  return Buffer.concat([Buffer.from([tag, ...shortest]), content]);
}
