import { UserError } from "@airworthy/evidence";
import type { ByteSource } from "./byte-source.ts";
import { countElements, type ElementCounts } from "./element-counts.ts";
import { GgufCursor } from "./gguf-cursor.ts";
import { type GgufMetadata, LEAST_PAIR_BYTES, readGgufMetadata } from "./gguf-metadata.ts";
import { checkGgufData, type GgufTensor, LEAST_TENSOR_BYTES, readGgufTensors } from "./gguf-tensors.ts";
import { ggufFileType } from "./gguf-types.ts";
import { shown } from "./shown.ts";
import { WindowedReader } from "./windowed-reader.ts";

/** "GGUF" */
export const GGUF_MAGIC: readonly number[] = [0x47, 0x47, 0x55, 0x46];
const KNOWN_VERSIONS: readonly number[] = [2, 3];
/** GGUF_DEFAULT_ALIGNMENT of ggml. */
const DEFAULT_ALIGNMENT = 32;
/** A memory page; files in use have 32 or 64. */
const MAX_ALIGNMENT = 65_536;

export interface Gguf {
  /** Of the format. */
  readonly version: number;
  readonly architecture: string | undefined;
  readonly name: string | undefined;
  readonly license: string | undefined;
  /** Most tensors' type, in llama.cpp's words: "Q4_K_M", "F16". */
  readonly fileType: string | undefined;
  /** In tokens. */
  readonly contextLength: number | undefined;
  readonly tensors: readonly GgufTensor[];
  readonly elements: ElementCounts;
}

/**
 * What the header of a GGUF file says, of version 2 or 3, in either byte order; the tensors' data are not read.
 * https://github.com/ggml-org/ggml/blob/master/docs/gguf.md `where` names the file in messages. Texts are untrusted. Throws
 * a UserError, with the byte, for what the format or ggml's own reader does not allow: counts for which the file has no
 * room, keys and tensors that come twice, tensors out of place, a file that is cut short.
 */
export async function readGguf(source: ByteSource, where: string): Promise<Gguf> {
  const reader = new WindowedReader(source, where);
  const { version, cursor } = await readStart(reader);
  const tensorCount = await cursor.count("a tensor count", LEAST_TENSOR_BYTES);
  const metadata = await readGgufMetadata(cursor, await cursor.count("a count of keys", LEAST_PAIR_BYTES));
  const tensors = await readGgufTensors(cursor, tensorCount);
  const facts = new Facts(metadata, where);
  checkGgufData(cursor, tensors, facts.alignment());
  const architecture = facts.text("general.architecture");
  const fileType = facts.natural("general.file_type");
  return {
    version,
    architecture,
    name: facts.text("general.name"),
    license: facts.text("general.license"),
    fileType: fileType === undefined ? undefined : ggufFileType(fileType),
    contextLength: architecture === undefined ? undefined : facts.natural(`${architecture}.context_length`),
    tensors,
    elements: countElements(tensors),
  };
}

async function readStart(reader: WindowedReader): Promise<{ version: number; cursor: GgufCursor }> {
  const magic = await reader.bytes(0, GGUF_MAGIC.length);
  if (!GGUF_MAGIC.every((byte, index) => magic[index] === byte)) {
    throw reader.problem(0, 'a GGUF file begins with "GGUF"');
  }
  const little = await new GgufCursor(reader, GGUF_MAGIC.length, true).uint32();
  // Only in the other byte order are the low two bytes of a small version number empty.
  const isLittleEndian = little % 0x10000 !== 0;
  const cursor = new GgufCursor(reader, GGUF_MAGIC.length, isLittleEndian);
  const version = await cursor.uint32();
  if (!KNOWN_VERSIONS.includes(version)) {
    throw reader.problem(GGUF_MAGIC.length, `GGUF version ${version}; ${KNOWN_VERSIONS.join(" and ")} are known`);
  }
  return { version, cursor };
}

/** The metadata that this package knows, each with its type. */
class Facts {
  readonly #metadata: GgufMetadata;
  readonly #where: string;

  constructor(metadata: GgufMetadata, where: string) {
    this.#metadata = metadata;
    this.#where = where;
  }

  text(key: string): string | undefined {
    const value = this.#metadata.get(key);
    if (value === undefined || typeof value === "string") return value;
    throw new UserError(`${this.#where}: ${shown(key)} is no text, or one that is too long`);
  }

  natural(key: string): number | undefined {
    const value = this.#metadata.get(key);
    if (value === undefined || typeof value === "number") return value;
    throw new UserError(`${this.#where}: ${shown(key)} is no whole number of at least 0`);
  }

  alignment(): number {
    const alignment = this.natural("general.alignment") ?? DEFAULT_ALIGNMENT;
    if (Number.isInteger(Math.log2(alignment)) && alignment <= MAX_ALIGNMENT) return alignment;
    throw new UserError(
      `${this.#where}: general.alignment is ${alignment}; a power of two up to ${MAX_ALIGNMENT} is allowed`,
    );
  }
}
