import { type KeyObject, X509Certificate } from "node:crypto";
import { readCertificateTime } from "./certificate-time.ts";
import { DER_TAGS, type DerValue, derContent, readDer } from "./der.ts";

/** What decides about a certificate, read once. */
export interface Certificate {
  readonly x509: X509Certificate;
  readonly key: KeyObject;
  /** The first and the last moment at which it is valid. */
  readonly validFrom: Date;
  readonly validTo: Date;
  /** The subject on one line, such as "CN=Model signing, O=Acme"; where it has none, its fingerprint. Untrusted text. */
  readonly subject: string;
  readonly isAuthority: boolean;
  /** How many authorities may stand between this one and the leaf. */
  readonly pathLength: number;
  /** Without a key usage extension a key may be used for everything (RFC 5280, 4.2.1.3). */
  readonly signsCertificates: boolean;
  /** Said outright, by key usage (digitalSignature) or by extended key usage (codeSigning). */
  readonly isForSignatures: boolean;
  /** Its own signature is by an algorithm that is still sound. */
  readonly isSoundlySigned: boolean;
  /** An extension that must be understood and is not: its identifier's bytes in hexadecimal. */
  readonly notUnderstood: string | undefined;
}

/** Object identifiers as hexadecimal of their DER content, from RFC 5280, RFC 4055, RFC 5758 and RFC 8410. */
const KEY_USAGE = "551d0f";
const SUBJECT_NAMES = "551d11";
const BASIC_CONSTRAINTS = "551d13";
const EXTENDED_KEY_USAGE = "551d25";
const CODE_SIGNING = "2b06010505070303";
const UNDERSTOOD: readonly string[] = [KEY_USAGE, SUBJECT_NAMES, BASIC_CONSTRAINTS, EXTENDED_KEY_USAGE];
const SOUND_ALGORITHMS: readonly string[] = [
  "2a864886f70d01010b", // RSA with SHA-256
  "2a864886f70d01010c", // RSA with SHA-384
  "2a864886f70d01010d", // RSA with SHA-512
  "2a8648ce3d040302", // ECDSA with SHA-256
  "2a8648ce3d040303", // ECDSA with SHA-384
  "2a8648ce3d040304", // ECDSA with SHA-512
  "2b6570", // Ed25519
];
/** Bits of a key usage, each as its byte and its place therein. */
const DIGITAL_SIGNATURE = { byte: 1, mask: 0x80 };
const KEY_CERT_SIGN = { byte: 1, mask: 0x04 };

interface Extension {
  readonly id: string;
  readonly isCritical: boolean;
  readonly value: Uint8Array;
}

/** A certificate from DER. Throws an Error (OpenSSL's, or a RangeError) where it cannot be read or has bytes to spare. */
export function readCertificate(der: Uint8Array): Certificate {
  const x509 = new X509Certificate(der);
  if (!x509.raw.equals(der)) throw new RangeError("it is not in DER, or has bytes to spare");
  const [tbs, algorithm] = readDer(derContent(readDer(der)[0], DER_TAGS.sequence));
  const fields = readDer(derContent(tbs, DER_TAGS.sequence));
  const extensions = readExtensions(fields);
  const find = (id: string) => extensions.find((extension) => extension.id === id)?.value;
  const usage = readKeyUsage(find(KEY_USAGE));
  return {
    x509,
    key: x509.publicKey,
    ...readValidity(fields),
    subject: x509.subject ? x509.subject.split("\n").join(", ") : `SHA-256 fingerprint ${x509.fingerprint256}`,
    ...readConstraints(find(BASIC_CONSTRAINTS)),
    signsCertificates: usage === undefined || has(usage, KEY_CERT_SIGN),
    isForSignatures: (usage !== undefined && has(usage, DIGITAL_SIGNATURE)) || isForCode(find(EXTENDED_KEY_USAGE)),
    isSoundlySigned: SOUND_ALGORITHMS.includes(identifier(readDer(derContent(algorithm, DER_TAGS.sequence))[0])),
    notUnderstood: extensions.find(({ id, isCritical }) => isCritical && !UNDERSTOOD.includes(id))?.id,
  };
}

/** Every certificate of a PEM text, in its order. Throws as `readCertificate` does. */
export function readCertificates(pem: string): readonly Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => readCertificate(new X509Certificate(block).raw));
}

/** The validity stands fourth after the version, which only the oldest certificates leave out (RFC 5280, 4.1). */
function readValidity(fields: readonly DerValue[]): Pick<Certificate, "validFrom" | "validTo"> {
  const place = fields[0]?.tag === DER_TAGS.version ? 4 : 3;
  const [from, to] = readDer(derContent(fields[place], DER_TAGS.sequence));
  return { validFrom: readCertificateTime(from), validTo: readCertificateTime(to) };
}

function readExtensions(fields: readonly DerValue[]): readonly Extension[] {
  const wrapper = fields.find(({ tag }) => tag === DER_TAGS.extensions);
  if (wrapper === undefined) return [];
  const list = readDer(derContent(readDer(wrapper.content)[0], DER_TAGS.sequence));
  const extensions = list.map((item) => readExtension(derContent(item, DER_TAGS.sequence)));
  if (new Set(extensions.map(({ id }) => id)).size < extensions.length)
    throw new RangeError("an extension is there twice");
  return extensions;
}

function readExtension(content: Uint8Array): Extension {
  const values = readDer(content);
  const value = derContent(values.at(-1), DER_TAGS.octetString);
  const isCritical = values.length === 3 && isTrue(values[1]);
  return { id: identifier(values[0]), isCritical, value };
}

function readConstraints(value: Uint8Array | undefined): Pick<Certificate, "isAuthority" | "pathLength"> {
  if (value === undefined) return { isAuthority: false, pathLength: 0 };
  const items = readDer(derContent(readDer(value)[0], DER_TAGS.sequence));
  const isAuthority = items[0]?.tag === DER_TAGS.boolean && isTrue(items[0]);
  const limit = items.find(({ tag }) => tag === DER_TAGS.integer);
  const pathLength = limit === undefined ? Number.POSITIVE_INFINITY : Number(`0x${hex(limit.content)}`);
  return { isAuthority, pathLength };
}

function readKeyUsage(value: Uint8Array | undefined): Uint8Array | undefined {
  return value === undefined ? undefined : derContent(readDer(value)[0], DER_TAGS.bitString);
}

function has(usage: Uint8Array, { byte, mask }: { byte: number; mask: number }): boolean {
  return ((usage[byte] ?? 0) & mask) !== 0;
}

function isForCode(value: Uint8Array | undefined): boolean {
  if (value === undefined) return false;
  return readDer(derContent(readDer(value)[0], DER_TAGS.sequence)).some((item) => identifier(item) === CODE_SIGNING);
}

function isTrue(value: DerValue | undefined): boolean {
  return derContent(value, DER_TAGS.boolean)[0] === 0xff;
}

function identifier(value: DerValue | undefined): string {
  return hex(derContent(value, DER_TAGS.objectIdentifier));
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
