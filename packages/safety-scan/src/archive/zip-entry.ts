import type { ByteSource } from "@airworthy/model-files";
import { ScanProblem } from "../scan-problem.ts";
import type { ZipEnd } from "./zip-end.ts";

/** PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.7 and 4.3.12. */
const CENTRAL = { signature: 0x02014b50, bytes: 46 } as const;
const LOCAL = { signature: 0x04034b50, bytes: 30 } as const;
const ZIP64_EXTRA = 1;
/** Info-ZIP's Unicode Path, which some readers take for the name. */
const UNICODE_PATH = { id: 0x7075, nameAt: 5 } as const;
const IN_ZIP64 = 0xffffffff;
const FLAG = { encrypted: 0x2041, descriptor: 0x0008, utf8: 0x0800, effort: 0x0006 } as const;
/** Signature, checksum and two sizes of eight bytes. */
const LONGEST_DESCRIPTOR = 24;

/** More than any model has: PyTorch writes one for each storage. */
const MAX_ENTRIES = 200_000;
const MAX_DIRECTORY_BYTES = 64 * 1024 * 1024;

/** A member as the central directory has it, and where its own header says its data is. */
export interface ZipEntry {
  /** Untrusted text. */
  readonly name: string;
  readonly method: number;
  readonly flags: number;
  readonly crc32: number;
  readonly packedSize: number;
  readonly size: number;
  /** Of the local header, from the start of the source. */
  readonly offset: number;
}

/** A member whose own header was read too. */
export interface LocatedEntry extends ZipEntry {
  /** Of the packed data, from the start of the source. */
  readonly start: number;
  readonly isEncrypted: boolean;
  /** What its two headers disagree on. */
  readonly contradictions: readonly string[];
}

/** The members that the central directory lists. Throws a ScanProblem where it is not whole. */
export async function readDirectory(source: ByteSource, end: ZipEnd): Promise<ZipEntry[]> {
  if (end.size > MAX_DIRECTORY_BYTES || end.entries > MAX_ENTRIES) {
    throw new ScanProblem(
      "could-not-be-scanned",
      `The archive has ${end.entries} members; ${MAX_ENTRIES} are looked at`,
    );
  }
  const directory = Buffer.from(await source.read(end.start, end.size));
  const entries: ZipEntry[] = [];
  for (let at = 0; at < directory.length; ) {
    if (at + CENTRAL.bytes > directory.length || directory.readUInt32LE(at) !== CENTRAL.signature) throw damaged();
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) => directory.readUInt16LE(at + field));
    const next = at + CENTRAL.bytes + (nameBytes ?? 0) + (extraBytes ?? 0) + (commentBytes ?? 0);
    if (next > directory.length) throw damaged();
    entries.push(entryOf(directory.subarray(at, next), end.prefix));
    at = next;
  }
  if (entries.length !== end.entries) throw new ScanProblem("archive-disagrees", "The archive miscounts its members");
  return entries;
}

function entryOf(record: Buffer, prefix: number): ZipEntry {
  const nameEnd = CENTRAL.bytes + record.readUInt16LE(28);
  const extra = record.subarray(nameEnd, nameEnd + record.readUInt16LE(30));
  const stated = [record.readUInt32LE(24), record.readUInt32LE(20), record.readUInt32LE(42)];
  const [size = 0, packedSize = 0, offset = 0] = widened(stated, extra);
  const name = nameOf(record.subarray(CENTRAL.bytes, nameEnd));
  const other = extraField(extra, UNICODE_PATH.id)?.subarray(UNICODE_PATH.nameAt);
  if (other !== undefined && nameOf(other) !== name) {
    throw new ScanProblem("archive-disagrees", "A member of the archive has two names");
  }
  return {
    name,
    flags: record.readUInt16LE(8),
    method: record.readUInt16LE(10),
    crc32: record.readUInt32LE(16),
    size,
    packedSize,
    offset: offset + prefix,
  };
}

/** Reads a member's own header. Throws a ScanProblem where there is none. */
export async function locate(source: ByteSource, entry: ZipEntry): Promise<LocatedEntry> {
  const { offset } = entry;
  if (offset < 0 || offset + LOCAL.bytes > source.size) throw damaged();
  const fixed = Buffer.from(await source.read(offset, LOCAL.bytes));
  if (fixed.readUInt32LE(0) !== LOCAL.signature) throw damaged();
  const nameBytes = fixed.readUInt16LE(26);
  const extraBytes = fixed.readUInt16LE(28);
  const start = offset + LOCAL.bytes + nameBytes + extraBytes;
  if (start + entry.packedSize > source.size) throw damaged();
  const rest = Buffer.from(await source.read(offset + LOCAL.bytes, nameBytes + extraBytes));
  const flags = fixed.readUInt16LE(6);
  const contradictions = contradictionsOf(entry, fixed, rest.subarray(0, nameBytes), rest.subarray(nameBytes));
  return { ...entry, start, isEncrypted: ((flags | entry.flags) & FLAG.encrypted) !== 0, contradictions };
}

function contradictionsOf(entry: ZipEntry, fixed: Buffer, name: Buffer, extra: Buffer): string[] {
  const flags = fixed.readUInt16LE(6);
  const [size, packedSize] = widened([fixed.readUInt32LE(22), fixed.readUInt32LE(18)], extra);
  const crc = fixed.readUInt32LE(14);
  // With a descriptor behind the data, the header may leave these three empty.
  const isLater = (flags & FLAG.descriptor) !== 0;
  const differs = (stated: number | undefined, known: number) => stated !== known && !(isLater && stated === 0);
  const mask = ~(FLAG.effort | FLAG.utf8);
  const differing: readonly (readonly [string, boolean])[] = [
    ["name", nameOf(name) !== entry.name],
    ["method", fixed.readUInt16LE(8) !== entry.method],
    ["flags", (flags & mask) !== (entry.flags & mask)],
    ["checksum", differs(crc, entry.crc32)],
    ["size", differs(size, entry.size) || differs(packedSize, entry.packedSize)],
  ];
  return differing.filter(([, isDifferent]) => isDifferent).map(([what]) => what);
}

/** The first byte behind a member, its descriptor included as far as it may reach. */
export function reach(entry: LocatedEntry): { readonly least: number; readonly most: number } {
  const least = entry.start + entry.packedSize;
  return { least, most: (entry.flags & FLAG.descriptor) === 0 ? least : least + LONGEST_DESCRIPTOR };
}

/** Sizes and offsets that do not fit 32 bits are in the ZIP64 field, in this order. */
function widened(stated: readonly number[], extra: Buffer): number[] {
  const field = extraField(extra, ZIP64_EXTRA);
  let at = 0;
  return stated.map((value) => {
    if (value !== IN_ZIP64 || field === undefined) return value;
    if (at + 8 > field.length) throw damaged();
    const wide = Number(field.readBigUInt64LE(at));
    at += 8;
    if (!Number.isSafeInteger(wide)) throw damaged();
    return wide;
  });
}

function extraField(extra: Buffer, id: number): Buffer | undefined {
  for (let at = 0; at + 4 <= extra.length; ) {
    const length = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === id) return extra.subarray(at + 4, at + 4 + length);
    at += 4 + length;
  }
  return undefined;
}

/** UTF-8 where it is; any other is shown by its bytes, as it is not to be used as a path. */
function nameOf(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  return text.includes("\ufffd") ? bytes.toString("latin1") : text;
}

function damaged(): ScanProblem {
  return new ScanProblem("malformed-archive", "The archive's directory is damaged");
}
