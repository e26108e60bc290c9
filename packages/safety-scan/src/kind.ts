import type { ByteSource } from "@airworthy/model-files";
import { isTarHeader, TAR_BLOCK } from "./archive/tar-header.ts";
import { head } from "./sources.ts";

/** What an item is, by its content; the ending of its name decides only where content cannot. */
export const KINDS = [
  "pickle",
  "zip",
  "tar",
  "gzip",
  "zlib",
  "zstd",
  "unread-archive",
  "numpy",
  "hdf5",
  "tensorflow",
  "onnx",
  "gguf",
  "safetensors",
  "text",
  "inert",
  "empty",
  "unknown",
] as const;

export type Kind = (typeof KINDS)[number];

/** Enough for every magic number, and to tell text. */
const HEAD_BYTES = 8192;

const HDF5_SIGNATURE = "\x89HDF\r\n\x1a\n";
/** HDF5 File Format Specification 3.0, section II.A: the superblock stands at byte 0, 512, or any power of two beyond. */
const FIRST_USER_BLOCK = 512;

/** Frames that zstd and LZ4 pass over before the data (RFC 8878, section 3.1.2). */
const SKIPPED_FRAME = /^[\x50-\x5f]\x2a\x4d\x18/;
/** How joblib compressed until 0.10: the length in hexadecimal, and a zlib stream (joblib/numpy_pickle_compat.py). */
const JOBLIB_ZFILE = "ZF";

/** Magic numbers, as Latin-1, and where they stand. */
const MAGIC: readonly (readonly [kind: Kind, offset: number, magic: string])[] = [
  ["zip", 0, "PK\x03\x04"],
  ["zip", 0, "PK\x05\x06"],
  ["gzip", 0, "\x1f\x8b\x08"],
  ["zstd", 0, "\x28\xb5\x2f\xfd"],
  ["unread-archive", 0, "BZh"],
  ["unread-archive", 0, "\xfd7zXZ\x00"],
  // LZMA alone, as joblib tells it.
  ["unread-archive", 0, "\x5d\x00"],
  ["unread-archive", 0, "\x04\x22\x4d\x18"],
  ["unread-archive", 0, "7z\xbc\xaf\x27\x1c"],
  ["unread-archive", 0, "Rar!\x1a\x07"],
  ["numpy", 0, "\x93NUMPY"],
  ["hdf5", 0, HDF5_SIGNATURE],
  ["gguf", 0, "GGUF"],
  ["inert", 0, "\x89PNG\r\n\x1a\n"],
  ["inert", 0, "\xff\xd8\xff"],
  ["inert", 0, "GIF8"],
  ["inert", 0, "PAR1"],
  ["inert", 0, "ARROW1\x00\x00"],
  ["inert", 0, "fLaC"],
  ["inert", 0, "OggS"],
  ["inert", 8, "WEBP"],
  ["inert", 8, "WAVE"],
  ["inert", 4, "ftyp"],
  // TensorFlow Lite's flatbuffers, and SentencePiece's models.
  ["inert", 4, "TFL3"],
  ["inert", 0, "\x0a\x0e\x0a\x05<unk>"],
];

/** Where a loader unpickles whatever stands behind such an ending. */
const PICKLE_ENDING = /\.(?:pkl|pickle|pt|pth|ckpt|joblib|dill|p|pckl)$/i;

/** Told by endings, for want of a magic number. */
const ENDINGS: readonly (readonly [Kind, RegExp])[] = [
  ["onnx", /\.onnx$/i],
  ["tensorflow", /\.pb$/i],
  ["pickle", PICKLE_ENDING],
];

/** Largest header that the format's readers take (safetensors, MAX_HEADER_SIZE). */
const SAFETENSORS_HEADER = 100_000_000n;

/** Whether a file of this name is unpickled by those who load it. */
export function isPickleName(name: string): boolean {
  return PICKLE_ENDING.test(name);
}

/** Tells what a source is by its first bytes; a "zlib" stream may turn out to be none. */
export async function kindOf(source: ByteSource, name: string): Promise<Kind> {
  if (source.size === 0) return "empty";
  const start = Buffer.from(await head(source, HEAD_BYTES));
  const text = start.toString("latin1");
  const known = MAGIC.find(([, offset, magic]) => text.startsWith(magic, offset));
  // A picture's first bytes do not keep a loader from unpickling the rest.
  if (known !== undefined && !(known[0] === "inert" && isPickleName(name))) return known[0];
  if (start.length >= TAR_BLOCK && isTarHeader(start.subarray(0, TAR_BLOCK))) return "tar";
  if (isPickleStart(start)) return "pickle";
  if (isSafetensors(start, source.size)) return "safetensors";
  if (isZlib(start) && !isText(start, source.size)) return "zlib";
  const named = ENDINGS.find(([, ending]) => ending.test(name));
  if (named !== undefined) return named[0];
  if (isText(start, source.size)) return "text";
  if (SKIPPED_FRAME.test(text) || text.startsWith(JOBLIB_ZFILE)) return "unread-archive";
  if (isOnnx(start)) return "onnx";
  return (await hasUserBlock(source)) ? "hdf5" : "unknown";
}

/** Whether a file reads as HDF5 although it begins as something else: anything may stand before the superblock. */
export async function hasUserBlock(source: ByteSource): Promise<boolean> {
  for (let at = FIRST_USER_BLOCK; at + HDF5_SIGNATURE.length <= source.size; at *= 2) {
    const bytes = Buffer.from(await source.read(at, HDF5_SIGNATURE.length));
    if (bytes.toString("latin1") === HDF5_SIGNATURE) return true;
  }
  return false;
}

/** Formats that their readers look for behind a name. */
const CLAIMS: readonly (readonly [Kind, RegExp])[] = [
  ["text", /\.(?:json|ya?ml)$/i],
  ["onnx", /\.onnx$/i],
];

/** What an item is read as for its name, whatever its first bytes; null where the name says nothing of it. */
export function claimedKind(name: string): Kind | null {
  return CLAIMS.find(([, ending]) => ending.test(name))?.[0] ?? null;
}

/** PROTO and one of the protocols that have it. */
function isPickleStart(start: Buffer): boolean {
  const [first, protocol = 0] = start;
  return first === 0x80 && protocol >= 2 && protocol <= 5;
}

function isSafetensors(start: Buffer, size: number): boolean {
  if (start.length < 9) return false;
  const length = start.readBigUInt64LE(0);
  return length <= SAFETENSORS_HEADER && length + 8n <= BigInt(size) && start[8] === 0x7b;
}

/** UTF-8 without controls that text does not have; a character may be cut at the end. */
function isText(start: Buffer, size: number): boolean {
  const isCut = start.length < size;
  if (start.some((byte) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27))
    return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(start, { stream: isCut });
    return true;
  } catch {
    return false;
  }
}

/** RFC 1950, section 2.2: deflate with a window of 32 KiB, and a check on both bytes. */
function isZlib(start: Buffer): boolean {
  const [method = 0, flags = 0] = start;
  return method === 0x78 && (method * 256 + flags) % 31 === 0;
}

/** ModelProto: ir_version first, then a field of the model. */
function isOnnx(start: Buffer): boolean {
  const [tag, version = 0, next = 0] = start;
  return tag === 0x08 && version >= 1 && version <= 30 && [0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42].includes(next);
}
