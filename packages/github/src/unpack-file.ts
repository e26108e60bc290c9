import { createWriteStream } from "node:fs";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32 } from "node:zlib";
import { UserError } from "@airworthy/evidence";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import type { ZipLimits } from "./zip.ts";

/** Which file of an archive is wanted, and where it goes. */
export interface WantedFile {
  /** One of the names that the archive has, or a UserError. Names are untrusted. */
  readonly choose: (names: readonly string[]) => string;
  /** There must be nothing yet. */
  readonly target: string;
  readonly limits: ZipLimits;
}

/** A path as Linux limits it, and as much again for what else an entry says: all entries are held at once. */
const MOST_ENTRY_BYTES = 8_192;

/**
 * Unpacks one file of a ZIP archive that nobody vouches for, without holding it in memory; the name that it has there.
 * Its size is checked before it is unpacked and again while it is, and its CRC-32 after it. Throws a UserError that names
 * `where` for what is no archive or is damaged, encrypted or beyond the limits, for a name that leads out of the archive,
 * and for a name that it holds twice.
 */
export async function unpackFile(archive: string, wanted: WantedFile, where: string): Promise<string> {
  try {
    const zip = await openPromise(archive, { lazyEntries: true, autoClose: false });
    try {
      const entries = await listFiles(zip, wanted.limits);
      const name = wanted.choose([...entries.keys()]);
      const entry = entries.get(name);
      if (entry === undefined) throw new Error(`it holds no ${JSON.stringify(name)}`);
      await unpack(zip, entry, wanted);
      return name;
    } finally {
      zip.close();
    }
  } catch (cause) {
    throw explain(cause, where);
  }
}

async function listFiles(zip: ZipFile, { entries: most }: ZipLimits): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > most) throw new Error(`it has ${zip.entryCount} entries; ${most} are allowed`);
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    const bytes = entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
    if (bytes > MOST_ENTRY_BYTES) throw new Error(`it has an entry of ${bytes} bytes; ${MOST_ENTRY_BYTES} are allowed`);
    if (entry.fileName.endsWith("/")) continue;
    if (entries.has(entry.fileName)) throw new Error(`it holds ${JSON.stringify(entry.fileName)} twice`);
    entries.set(entry.fileName, entry);
  }
  return entries;
}

async function unpack(zip: ZipFile, entry: Entry, { target, limits }: WantedFile): Promise<void> {
  if (entry.uncompressedSize > limits.bytes) {
    throw new Error(`${JSON.stringify(entry.fileName)} unpacks to more than ${limits.bytes} bytes`);
  }
  let checksum = 0;
  const sum = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      checksum = crc32(chunk, checksum);
      done(null, chunk);
    },
  });
  await pipeline(await zip.openReadStreamPromise(entry), sum, createWriteStream(target, { flags: "wx" }));
  if (checksum !== entry.crc32) {
    throw new Error(`${JSON.stringify(entry.fileName)} does not have the checksum that is stated`);
  }
}

/** Whoever chose says what is wrong himself. */
function explain(cause: unknown, where: string): UserError {
  const message = `${where}: ${cause instanceof Error ? cause.message : String(cause)}`;
  const remedy = cause instanceof UserError && cause.remedy !== undefined ? { remedy: cause.remedy } : {};
  return new UserError(message, { ...remedy, cause });
}
