import { crc32 } from "node:zlib";
import { type ByteSource, escapingLocation } from "@airworthy/model-files";
import type { Item, Scan } from "../item.ts";
import type { Kind } from "../kind.ts";
import { ScanProblem } from "../scan-problem.ts";
import { sliceSource } from "../sources.ts";
import { type Compression, inflatedMember } from "./inflate.ts";
import { findZipEnd, type ZipEnd } from "./zip-end.ts";
import { type LocatedEntry, locate, reach, readDirectory, type ZipEntry } from "./zip-entry.ts";

const STORED = 0;
const METHODS: ReadonlyMap<number, Compression> = new Map([
  [8, "deflate"],
  [93, "zstd"],
]);

/** Where PyTorch keeps storages and TorchScript its tensors (torch/serialization.py, caffe2/serialize). */
const STORAGE = /(?:^|\/)(?:data|constants|tensors)\/\d+$/;

/** Of larger members of these kinds the checksum is not computed: nothing in them can run, and they make up the weights. */
const WEIGHTS: readonly Kind[] = ["unknown", "numpy", "safetensors", "hdf5"];
const CHECKED_WEIGHTS = 1024 * 1024;
const CHUNK = 1024 * 1024;

/** Looks at every member of a ZIP archive, and at whether the archive says the same to every reader. */
export async function scanZip(item: Item, scan: Scan): Promise<void> {
  const end = await findZipEnd(item.source);
  if (end === null) throw new ScanProblem("malformed-archive", "The archive has no central directory");
  checkEnd(end, item, scan);
  const entries = await readDirectory(item.source, end);
  checkNames(entries, item, scan);
  const isTorch = entries.some(({ name }) => name === "data.pkl" || name.endsWith("/data.pkl"));
  const located: LocatedEntry[] = [];
  for (const entry of entries) {
    const found = await scanMember(entry, { item, scan, isTorch });
    if (found !== null) located.push(found);
  }
  if (located.length === entries.length) checkLayout(located, end, item, scan);
}

function checkEnd(end: ZipEnd, { path }: Item, scan: Scan): void {
  for (const contradiction of end.contradictions) scan.log.add("archive-disagrees", path, `ZIP: ${contradiction}`);
  if (end.prefix > 0) scan.log.add("archive-extra-bytes", path, `${end.prefix} bytes stand before the archive`);
  if (end.suffix > 0) scan.log.add("archive-extra-bytes", path, `${end.suffix} bytes stand behind the archive`);
}

function checkNames(entries: readonly ZipEntry[], item: Item, scan: Scan): void {
  const seen = new Set<string>();
  for (const { name } of entries) {
    const path = `${item.path}!${name}`;
    if (escapingLocation(name))
      scan.log.add("archive-path-escapes", path, "The member's path leads out of the archive");
    if (seen.has(name)) scan.log.add("archive-duplicate-name", path, "The archive has two members of this name");
    seen.add(name);
  }
}

/** Members must stand one behind the other: what lies between them is in no directory, and overlapping ones are a bomb. */
function checkLayout(located: readonly LocatedEntry[], end: ZipEnd, { path }: Item, scan: Scan): void {
  let [least, most] = [end.prefix, end.prefix];
  for (const entry of located.toSorted((a, b) => a.offset - b.offset)) {
    checkGap(most, entry.offset, path, scan);
    if (entry.offset < least) scan.log.add("archive-disagrees", path, "Members of the archive overlap");
    ({ least, most } = reach(entry));
  }
  if (least > end.start) scan.log.add("archive-disagrees", path, "A member overlaps the central directory");
  checkGap(most, end.start, path, scan);
}

function checkGap(from: number, to: number, path: string, scan: Scan): void {
  if (to > from) {
    const message = `${to - from} bytes of the archive belong to no member`;
    scan.log.add("archive-extra-bytes", path, message, { offset: from });
  }
}

interface Archive {
  readonly item: Item;
  readonly scan: Scan;
  readonly isTorch: boolean;
}

async function scanMember(entry: ZipEntry, { item, scan, isTorch }: Archive): Promise<LocatedEntry | null> {
  const path = `${item.path}!${entry.name}`;
  try {
    const located = await locate(item.source, entry);
    for (const what of located.contradictions) {
      scan.log.add("archive-disagrees", path, `The member's two headers disagree on its ${what}`);
    }
    if (located.isEncrypted) scan.log.add("archive-encrypted", path, "The member says that it is encrypted");
    const isFolder = entry.name.endsWith("/") && entry.size === 0 && entry.packedSize === 0;
    if (isFolder) return located;
    const source = unpacked(located, item, scan);
    // What is encrypted only by its flags is read all the same by loaders that do not look at them.
    const isRaw = located.isEncrypted || (isTorch && STORAGE.test(entry.name));
    const kind = await scan.scanItem({ path, name: entry.name, source, depth: item.depth + 1, isRaw }, scan);
    await checkSum(source, located, kind, { path, scan });
    return located;
  } catch (cause) {
    if (!(cause instanceof ScanProblem)) throw cause;
    scan.log.add(cause.rule, path, cause.message);
    return null;
  }
}

function unpacked(entry: LocatedEntry, item: Item, scan: Scan): ByteSource {
  const packed = sliceSource(item.source, entry.start, entry.packedSize);
  if (entry.method === STORED) {
    // Encryption adds to what is stored.
    if (entry.size === entry.packedSize || entry.isEncrypted) return packed;
    throw new ScanProblem("archive-disagrees", "The member is stored as it is, but has two sizes");
  }
  const method = METHODS.get(entry.method);
  if (method !== undefined) return inflatedMember(packed, entry.size, method, scan.budget);
  throw new ScanProblem("could-not-be-scanned", `The member is compressed by method ${entry.method}`);
}

async function checkSum(
  source: ByteSource,
  entry: LocatedEntry,
  kind: Kind,
  { path, scan }: { path: string; scan: Scan },
): Promise<void> {
  if (entry.isEncrypted || (WEIGHTS.includes(kind) && entry.size > CHECKED_WEIGHTS)) return;
  let sum = 0;
  for (let at = 0; at < source.size; at += CHUNK)
    sum = crc32(await source.read(at, Math.min(CHUNK, source.size - at)), sum);
  if (sum !== entry.crc32)
    scan.log.add("archive-bad-checksum", path, "The member does not have the checksum that is stated");
}
