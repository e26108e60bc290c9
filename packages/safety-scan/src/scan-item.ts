import { scanCompressed, scanIfZlib } from "./archive/scan-compressed.ts";
import { scanTar } from "./archive/scan-tar.ts";
import { scanZip } from "./archive/scan-zip.ts";
import { findZipEnd } from "./archive/zip-end.ts";
import { scanKerasBytes } from "./format/scan-keras.ts";
import { scanNpy } from "./format/scan-npy.ts";
import { scanOnnx } from "./format/scan-onnx.ts";
import { scanTensorflow } from "./format/scan-tensorflow.ts";
import type { Item, ItemScanner, Scan } from "./item.ts";
import { claimedKind, hasUserBlock, isPickleName, type Kind, kindOf } from "./kind.ts";
import type { RuleId } from "./rules.ts";
import { scanIfPickle, scanPickleItem } from "./scan-pickle-item.ts";
import { ScanProblem } from "./scan-problem.ts";
import { scanText } from "./text/scan-text.ts";
import { scanGguf } from "./text/template.ts";

/** Archives in archives: a model needs two; what is deeper is a bomb. */
const MAX_DEPTH = 8;

const SCANNERS: Readonly<Record<Kind, ItemScanner>> = {
  pickle: scanPickleItem,
  zip: scanZip,
  tar: scanTar,
  gzip: (item, scan) => scanCompressed(item, scan, "gzip"),
  zlib: (item, scan) => scanCompressed(item, scan, "zlib"),
  zstd: (item, scan) => scanCompressed(item, scan, "zstd"),
  "unread-archive": scanUnread,
  numpy: scanNpy,
  hdf5: scanKerasBytes,
  tensorflow: scanTensorflow,
  onnx: scanOnnx,
  gguf: scanGguf,
  safetensors: async () => {},
  text: scanText,
  inert: async () => {},
  empty: async () => {},
  unknown: scanUnknown,
};

/** Kinds whose first bytes no unpickler gets past; anything else might still be a pickle of the first protocols. */
const PLAIN_KINDS: readonly Kind[] = ["pickle", "zip", "numpy", "empty", "gzip", "zstd"];

/** What unpacking finds of data that only begin like something packed. */
const NO_ARCHIVE: readonly RuleId[] = ["malformed-archive", "archive-extra-bytes"];

/** Scans an item by what it is, and what is in it in turn; what cannot be looked at becomes a finding. */
export async function scanItem(item: Item, scan: Scan): Promise<Kind> {
  try {
    if (item.depth > MAX_DEPTH) throw new ScanProblem("could-not-be-scanned", `Lies ${item.depth} archives deep`);
    const kind = await settle(item, scan);
    const claimed = claimedKind(item.name);
    if (claimed !== null && kind !== claimed && kind !== "empty") {
      const message = `It is named as ${claimed}, and begins as ${kind}: whoever reads it by its name reads something else`;
      scan.log.add("could-not-be-scanned", item.path, message);
    }
    if (item.depth === 0) await scanOtherReadings(item, kind, scan);
    return kind;
  } catch (cause) {
    if (!(cause instanceof ScanProblem)) throw cause;
    // Of raw data the first bytes say little: what does not unpack is no archive.
    const isChance = item.isRaw && NO_ARCHIVE.includes(cause.rule);
    if (!isChance) scan.log.add(cause.rule, item.path, cause.message);
    return "unknown";
  }
}

/** Tells the kind, and scans by it. Where the first bytes leave room for doubt, the doubtful reading comes first. */
async function settle(item: Item, scan: Scan): Promise<Kind> {
  const kind = await kindOf(item.source, item.name);
  const isDoubtful = !PLAIN_KINDS.includes(kind) || (kind === "pickle" && item.isRaw && !isPickleName(item.name));
  if (isDoubtful) {
    const pickle = await scanIfPickle(item, scan, kind === "pickle");
    if (pickle !== null) return pickle;
    if (kind === "pickle") return item.isRaw ? "unknown" : kind;
  }
  const otherwise = isPickleName(item.name) ? "pickle" : "unknown";
  if (kind === "zlib") return (await scanIfZlib(item, scan)) ?? (await scanAs(otherwise, item, scan));
  return scanAs(kind, item, scan);
}

async function scanAs(kind: Kind, item: Item, scan: Scan): Promise<Kind> {
  await SCANNERS[kind](item, scan);
  return kind;
}

/** ZIP archives are found by their end and HDF5 files behind anything: both open for whoever takes the file for one. */
async function scanOtherReadings(item: Item, kind: Kind, scan: Scan): Promise<void> {
  if (kind !== "zip" && (await findZipEnd(item.source)) !== null) await scanZip(item, scan);
  if (kind !== "hdf5" && (await hasUserBlock(item.source))) await scanKerasBytes(item, scan);
}

/** Of raw data the first bytes say too little to take it for compressed. */
async function scanUnread({ path, isRaw }: Item, scan: Scan): Promise<void> {
  if (!isRaw) scan.log.add("could-not-be-scanned", path, "It is compressed in a way that is not read here");
}

async function scanUnknown({ path, isRaw }: Item, scan: Scan): Promise<void> {
  if (!isRaw) scan.log.add("unknown-format", path, "The file is of no format that the scan knows");
}
