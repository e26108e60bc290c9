import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { UserError } from "@airworthy/evidence";
import { type Entry, openPromise, type ZipFile } from "yauzl";

/** All that an OCI image layout of one package consists of; a name of any other form is no path of ours. */
const OF_LAYOUT = /^(?:oci-layout|index\.json|blobs\/sha256\/[0-9a-f]{64})$/;

/** Far above what a model and its evidence need, and GitHub takes no larger artifact. */
const LIMITS = { entries: 100_000, bytes: 1024 ** 4 };

/**
 * Unpacks a ZIP archive that holds an OCI image layout into a folder that has nothing in it yet, file by file and without
 * holding any in memory. Nothing is checked of what the files hold: whoever reads the layout does that. Throws a
 * UserError that names `where` for an archive that is damaged, is beyond the limits, or holds anything but a layout.
 */
export async function unpackLayout(archive: string, folder: string, where: string): Promise<void> {
  try {
    const zip = await openPromise(archive, { lazyEntries: true, autoClose: false });
    try {
      await unpackAll(zip, folder);
    } finally {
      zip.close();
    }
  } catch (cause) {
    throw new UserError(`${where}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

async function unpackAll(zip: ZipFile, folder: string): Promise<void> {
  if (zip.entryCount > LIMITS.entries)
    throw new Error(`it has ${zip.entryCount} entries; ${LIMITS.entries} are allowed`);
  let bytes = 0;
  const names = new Set<string>();
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith("/")) continue;
    if (names.has(entry.fileName)) throw new Error(`it holds ${entry.fileName} twice`);
    names.add(entry.fileName);
    bytes += entry.uncompressedSize;
    if (bytes > LIMITS.bytes) throw new Error(`it unpacks to more than ${LIMITS.bytes} bytes`);
    await unpack(zip, entry, folder);
  }
  if (bytes === 0) throw new Error("it is empty");
}

async function unpack(zip: ZipFile, entry: Entry, folder: string): Promise<void> {
  if (!OF_LAYOUT.test(entry.fileName)) {
    throw new Error(`${JSON.stringify(entry.fileName.slice(0, 200))} is no file of an OCI image layout`);
  }
  const target = join(folder, ...entry.fileName.split("/"));
  await mkdir(dirname(target), { recursive: true });
  await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target, { flags: "wx" }));
}
