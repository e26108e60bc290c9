import { buffer } from "node:stream/consumers";
import { crc32 } from "node:zlib";
import { UserError } from "@airworthy/evidence";
import { type Entry, fromBufferPromise, type ZipFile } from "yauzl";

export interface ZipLimits {
  readonly entries: number;
  /** Of all entries together, unpacked. */
  readonly bytes: number;
}

export interface ZipEntry {
  /** As the archive has it: untrusted, never to be used as a path. */
  readonly name: string;
  readonly content: Uint8Array;
}

/**
 * The wanted files of a ZIP archive that nobody vouches for. Sizes are checked against the limits before anything is
 * unpacked and again while unpacking, and each file's CRC-32 after it. Throws a UserError that names `where`: for what
 * is no archive or is damaged, encrypted or beyond the limits, and for a name that leads out of the archive.
 */
export async function unzip(
  archive: Buffer,
  limits: ZipLimits,
  where: string,
  isWanted: (name: string) => boolean,
): Promise<ZipEntry[]> {
  try {
    const zip = await fromBufferPromise(archive, { lazyEntries: true, autoClose: false });
    const wanted = (await listEntries(zip, limits)).filter((entry) => isWanted(entry.fileName));
    const files: ZipEntry[] = [];
    for (const entry of wanted) files.push({ name: entry.fileName, content: await unpack(zip, entry) });
    return files;
  } catch (cause) {
    throw new UserError(`${where}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

async function listEntries(zip: ZipFile, limits: ZipLimits): Promise<Entry[]> {
  if (zip.entryCount > limits.entries)
    throw new Error(`it has ${zip.entryCount} entries; ${limits.entries} are allowed`);
  const entries: Entry[] = [];
  let bytes = 0;
  for await (const entry of zip.eachEntry()) {
    bytes += entry.uncompressedSize;
    if (bytes > limits.bytes) throw new Error(`it unpacks to more than ${limits.bytes} bytes`);
    entries.push(entry);
  }
  return entries;
}

async function unpack(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const content = await buffer(await zip.openReadStreamPromise(entry));
  if (crc32(content) !== entry.crc32) throw new Error(`${entry.fileName} does not have the checksum that is stated`);
  return content;
}
