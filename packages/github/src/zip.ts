import { crc32, inflateRawSync } from "node:zlib";
import { UserError } from "@airworthy/evidence";

export interface ZipLimits {
  readonly entries: number;
  /** Of all entries together, unpacked. */
  readonly bytes: number;
}

export interface ZipEntry {
  /** As the archive has it: untrusted, never to be used as a path. Folders end with a slash. */
  readonly name: string;
  /** Unpacks it and checks its size and CRC-32. Throws a UserError. */
  read(): Uint8Array;
}

/** Field offsets of APPNOTE.TXT 6.3.10: 4.3.7 (local header), 4.3.12 (central header), 4.3.16 (end record). */
const END = { signature: 0x06054b50, size: 22, count: 10, directoryOffset: 16 };
const CENTRAL = { signature: 0x02014b50, size: 46, flags: 8, method: 10, crc: 16, packed: 20, unpacked: 24 };
const CENTRAL_LENGTHS = { name: 28, extra: 30, comment: 32, localOffset: 42 };
const LOCAL = { signature: 0x04034b50, size: 30, nameLength: 26, extraLength: 28 };
const LONGEST_COMMENT = 0xffff;
const ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;

/**
 * Lists a ZIP archive that nobody vouches for. Sizes are checked against the limits before anything is unpacked, and
 * again while unpacking, so that neither a false header nor a bomb gets memory. Throws a UserError that names `where`.
 * ZIP64 and encryption are refused: within the limits neither is needed.
 */
export function readZip(archive: Uint8Array, limits: ZipLimits, where: string): ZipEntry[] {
  const view = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  try {
    return readDirectory(view, limits, where);
  } catch (error) {
    // A field that points outside of the archive.
    if (error instanceof RangeError) throw broken(where, "it is cut off", error);
    throw error;
  }
}

function readDirectory(archive: Buffer, limits: ZipLimits, where: string): ZipEntry[] {
  const end = findEnd(archive, where);
  const count = archive.readUInt16LE(end + END.count);
  if (count > limits.entries) throw broken(where, `it has ${count} entries; ${limits.entries} are allowed`);
  const entries: ZipEntry[] = [];
  let at = archive.readUInt32LE(end + END.directoryOffset);
  let bytes = 0;
  for (let index = 0; index < count; index++) {
    if (archive.readUInt32LE(at) !== CENTRAL.signature) throw broken(where, "its directory is damaged");
    const header = readHeader(archive, at);
    bytes += header.unpacked;
    if (bytes > limits.bytes) throw broken(where, `it unpacks to more than ${limits.bytes} bytes`);
    entries.push({ name: header.name, read: () => unpack(archive, header, where) });
    at += header.size;
  }
  return entries;
}

interface Header {
  readonly name: string;
  /** Of the header itself. */
  readonly size: number;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly localOffset: number;
}

function readHeader(archive: Buffer, at: number): Header {
  const nameLength = archive.readUInt16LE(at + CENTRAL_LENGTHS.name);
  const extra = archive.readUInt16LE(at + CENTRAL_LENGTHS.extra);
  const comment = archive.readUInt16LE(at + CENTRAL_LENGTHS.comment);
  return {
    name: archive.toString("utf8", at + CENTRAL.size, at + CENTRAL.size + nameLength),
    size: CENTRAL.size + nameLength + extra + comment,
    flags: archive.readUInt16LE(at + CENTRAL.flags),
    method: archive.readUInt16LE(at + CENTRAL.method),
    crc: archive.readUInt32LE(at + CENTRAL.crc),
    packed: archive.readUInt32LE(at + CENTRAL.packed),
    unpacked: archive.readUInt32LE(at + CENTRAL.unpacked),
    localOffset: archive.readUInt32LE(at + CENTRAL_LENGTHS.localOffset),
  };
}

function unpack(archive: Buffer, header: Header, where: string): Uint8Array {
  const entry = `${where}, ${JSON.stringify(header.name.slice(0, 100))}`;
  if (header.flags & ENCRYPTED) throw broken(entry, "it is encrypted");
  const content = inflate(packedBytes(archive, header, entry), header, entry);
  if (content.byteLength !== header.unpacked) throw broken(entry, "its size is not what the directory says");
  if (crc32(content) !== header.crc) throw broken(entry, "its checksum is not what the directory says");
  return content;
}

function packedBytes(archive: Buffer, header: Header, entry: string): Buffer {
  const at = header.localOffset;
  if (at + LOCAL.size > archive.byteLength || archive.readUInt32LE(at) !== LOCAL.signature) {
    throw broken(entry, "its header is not where the directory says");
  }
  const lengths = archive.readUInt16LE(at + LOCAL.nameLength) + archive.readUInt16LE(at + LOCAL.extraLength);
  const start = at + LOCAL.size + lengths;
  if (start + header.packed > archive.byteLength) throw broken(entry, "it is cut off");
  return archive.subarray(start, start + header.packed);
}

function inflate(packed: Buffer, header: Header, entry: string): Uint8Array {
  if (header.method === STORED) return packed;
  if (header.method !== DEFLATED) throw broken(entry, `its compression method ${header.method} is not known`);
  try {
    // One byte more than announced is enough to see that the announcement is false.
    return inflateRawSync(packed, { maxOutputLength: header.unpacked + 1 });
  } catch (cause) {
    throw broken(entry, "it does not unpack to the size that the directory says", cause);
  }
}

/** The end record is the last thing in the file but for a comment of up to 65,535 bytes. */
function findEnd(archive: Buffer, where: string): number {
  const first = Math.max(0, archive.byteLength - END.size - LONGEST_COMMENT);
  for (let at = archive.byteLength - END.size; at >= first; at--) {
    if (archive.readUInt32LE(at) === END.signature) return at;
  }
  throw broken(where, "it is no ZIP archive");
}

function broken(where: string, what: string, cause?: unknown): UserError {
  return new UserError(`${where}: ${what}`, { cause });
}
