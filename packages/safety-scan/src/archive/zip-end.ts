import type { ByteSource } from "@airworthy/model-files";
import { ScanProblem } from "../scan-problem.ts";

/** PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.14 to 4.3.16. */
const END = { signature: "PK\x05\x06", bytes: 22 } as const;
const LOCATOR = { signature: "PK\x06\x07", bytes: 20 } as const;
const END_64 = { signature: "PK\x06\x06", bytes: 56 } as const;
const MAX_COMMENT = 0xffff;
const IN_ZIP64 = 0xffffffff;
const COUNT_IN_ZIP64 = 0xffff;

/** Where an archive's central directory is. */
export interface ZipEnd {
  /** Of the central directory, from the start of the source. */
  readonly start: number;
  readonly size: number;
  readonly entries: number;
  /** Bytes before the archive: every offset within it counts from here. */
  readonly prefix: number;
  /** Bytes behind it that are no comment. */
  readonly suffix: number;
  /** What contradicts itself, in words. */
  readonly contradictions: readonly string[];
}

/** Finds the end of a ZIP archive as Python's zipfile does: the last one; null where there is none. */
export async function findZipEnd(source: ByteSource): Promise<ZipEnd | null> {
  const length = Math.min(source.size, END.bytes + MAX_COMMENT);
  const tailStart = source.size - length;
  const tail = Buffer.from(await source.read(tailStart, length));
  const at = tail.lastIndexOf(END.signature, length - END.bytes, "latin1");
  if (at < 0 || length < END.bytes) return null;
  const comment = tail.readUInt16LE(at + 20);
  const plain = {
    entries: tail.readUInt16LE(at + 10),
    size: tail.readUInt32LE(at + 12),
    offset: tail.readUInt32LE(at + 16),
  };
  const position = tailStart + at;
  const wide = await readZip64(source, position);
  const { entries, size, offset } = wide ?? plain;
  const start = (wide?.position ?? position) - size;
  const isPlausible = start >= 0 && (size === 0 || (await startsWith(source, start, "PK\x01\x02")));
  if (!isPlausible) return null;
  const prefix = start - offset;
  const contradictions = wide === null ? [] : contradictionsOf(plain, wide, prefix);
  if (prefix < 0) contradictions.push("its central directory stands before where it says");
  return { start, size, entries, prefix, suffix: Math.max(0, length - at - END.bytes - comment), contradictions };
}

interface Wide {
  readonly position: number;
  /** Where the locator says it is. */
  readonly stated: number;
  readonly entries: number;
  readonly size: number;
  readonly offset: number;
}

async function readZip64(source: ByteSource, end: number): Promise<Wide | null> {
  const locator = end - LOCATOR.bytes;
  if (locator < 0 || !(await startsWith(source, locator, LOCATOR.signature))) return null;
  // Offsets may count from behind a prefix, so the record is taken from where it must be: right before its locator.
  const position = locator - END_64.bytes;
  if (position < 0 || !(await startsWith(source, position, END_64.signature))) {
    throw new ScanProblem("malformed-archive", "The ZIP64 end of the archive is not where it must be");
  }
  const stated = Number(Buffer.from(await source.read(locator + 8, 8)).readBigUInt64LE());
  const record = Buffer.from(await source.read(position, END_64.bytes));
  const numbers = [24, 32, 40, 48].map((at) => Number(record.readBigUInt64LE(at)));
  const [, entries = 0, size = 0, offset = 0] = numbers;
  if (!numbers.every(Number.isSafeInteger)) throw new ScanProblem("malformed-archive", "Its sizes are beyond any file");
  return { position, stated, entries, size, offset };
}

function contradictionsOf(plain: Pick<Wide, "entries" | "size" | "offset">, wide: Wide, prefix: number): string[] {
  const isSame =
    (plain.size === IN_ZIP64 || plain.size === wide.size) &&
    (plain.offset === IN_ZIP64 || plain.offset === wide.offset) &&
    (plain.entries === COUNT_IN_ZIP64 || plain.entries === wide.entries) &&
    wide.stated + prefix === wide.position;
  return isSame ? [] : ["its two ends name different directories"];
}

async function startsWith(source: ByteSource, offset: number, signature: string): Promise<boolean> {
  if (offset + signature.length > source.size) return false;
  return Buffer.from(await source.read(offset, signature.length)).toString("latin1") === signature;
}
