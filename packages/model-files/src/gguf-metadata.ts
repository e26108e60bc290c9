import type { GgufCursor } from "./gguf-cursor.ts";
import { shown } from "./shown.ts";

/** The longest key that the format allows. https://github.com/ggml-org/ggml/blob/master/docs/gguf.md */
const MAX_KEY_BYTES = 65_535;
/** Names and licences; what is longer (chat templates, vocabularies) says nothing about the model and is passed over. */
const MAX_KEPT_TEXT_BYTES = 64 * 1024;
const MAX_ARRAY_DEPTH = 4;
/** A key's length, an empty key, a type and one byte. */
export const LEAST_PAIR_BYTES = 8 + 4 + 1;

/** Numbers of gguf_metadata_value_type in the format's documentation. */
const [UINT32, INT32, BOOL, TEXT, ARRAY] = [4, 5, 7, 8, 9];
/** In bytes, of the types with a fixed size: u8, i8, u16, i16, u32, i32, f32, bool, u64, i64, f64. */
const FIXED_BYTES: ReadonlyMap<number, number> = new Map([
  [0, 1],
  [1, 1],
  [2, 2],
  [3, 2],
  [UINT32, 4],
  [INT32, 4],
  [6, 4],
  [BOOL, 1],
  [10, 8],
  [11, 8],
  [12, 8],
]);

/** Texts and whole numbers of at least 0, by key; null stands for any other value. */
export type GgufMetadata = ReadonlyMap<string, number | string | null>;

/** Reads `count` pairs of key and value; arrays and long texts are passed over. */
export async function readGgufMetadata(cursor: GgufCursor, count: number): Promise<GgufMetadata> {
  const metadata = new Map<string, number | string | null>();
  for (let index = 0; index < count; index++) {
    const at = cursor.at;
    cursor.reader.step(at);
    const key = await cursor.text("a key", MAX_KEY_BYTES);
    if (metadata.has(key)) throw cursor.reader.problem(at, `the key ${shown(key)} comes twice`);
    metadata.set(key, await readValue(cursor, await cursor.uint32()));
  }
  return metadata;
}

async function readValue(cursor: GgufCursor, type: number): Promise<number | string | null> {
  if (type === TEXT) return readText(cursor);
  if (type === BOOL) return readBool(cursor);
  if (type === ARRAY) return skipArray(cursor, 1);
  const bytes = fixedBytes(cursor, type);
  const view = await cursor.view(bytes);
  const value = numberOf(view, type, cursor.isLittleEndian);
  return Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function numberOf(view: DataView, type: number, isLittleEndian: boolean): number {
  switch (type) {
    case 0:
      return view.getUint8(0);
    case 1:
      return view.getInt8(0);
    case 2:
      return view.getUint16(0, isLittleEndian);
    case 3:
      return view.getInt16(0, isLittleEndian);
    case UINT32:
      return view.getUint32(0, isLittleEndian);
    case INT32:
      return view.getInt32(0, isLittleEndian);
    case 10:
      return Number(view.getBigUint64(0, isLittleEndian));
    case 11:
      return Number(view.getBigInt64(0, isLittleEndian));
    default:
      return Number.NaN;
  }
}

async function readText(cursor: GgufCursor): Promise<string | null> {
  const start = cursor.at;
  const length = await cursor.count("a text's length", 1);
  if (length > MAX_KEPT_TEXT_BYTES) {
    cursor.skip(length);
    return null;
  }
  cursor.at = start;
  return cursor.text("a text", MAX_KEPT_TEXT_BYTES);
}

async function readBool(cursor: GgufCursor): Promise<null> {
  const at = cursor.at;
  const value = (await cursor.view(1)).getUint8(0);
  if (value > 1) throw cursor.reader.problem(at, `a truth value of ${value}; 0 and 1 are allowed`);
  return null;
}

async function skipArray(cursor: GgufCursor, depth: number): Promise<null> {
  if (depth > MAX_ARRAY_DEPTH) throw cursor.reader.problem(cursor.at, `arrays within ${MAX_ARRAY_DEPTH} arrays`);
  const type = await cursor.uint32();
  const bytes = type === TEXT ? 8 : type === ARRAY ? 12 : fixedBytes(cursor, type);
  const count = await cursor.count("an array's length", bytes);
  if (type !== TEXT && type !== ARRAY) {
    cursor.skip(count * bytes);
    return null;
  }
  for (let index = 0; index < count; index++) {
    cursor.reader.step(cursor.at);
    if (type === ARRAY) await skipArray(cursor, depth + 1);
    else cursor.skip(await cursor.count("a text's length", 1));
  }
  return null;
}

function fixedBytes(cursor: GgufCursor, type: number): number {
  const bytes = FIXED_BYTES.get(type);
  if (bytes === undefined) throw cursor.reader.problem(cursor.at - 4, `a value of type ${type}; 0 to 12 are known`);
  return bytes;
}
