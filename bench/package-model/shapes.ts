import { randomFillSync } from "node:crypto";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";

/** A model by the number and the size of its files. */
export interface Shape {
  readonly name: string;
  readonly files: number;
  /** Of each file, in bytes. */
  readonly fileBytes: number;
  /** How many times as fast as Python's model_signing ours is to be: on one file there is nothing to share out. */
  readonly signingAim: number;
  /** Whether the README tells of it. */
  readonly isHeadline: boolean;
}

const MIB = 1024 ** 2;

export const SHAPES: readonly Shape[] = [
  { name: "1 × 4 GiB", files: 1, fileBytes: 4096 * MIB, signingAim: 1, isHeadline: false },
  { name: "8 × 512 MiB", files: 8, fileBytes: 512 * MIB, signingAim: 1.5, isHeadline: true },
  { name: "2,000 × 2 MiB", files: 2000, fileBytes: 2 * MIB, signingAim: 1.5, isHeadline: false },
];

export function totalBytes({ files, fileBytes }: Shape): number {
  return files * fileBytes;
}

/** Writes the shape's files, safetensors of one tensor of bytes that do not compress, into a new folder; the paths. */
export async function writeShape(folder: string, shape: Shape): Promise<readonly string[]> {
  await mkdir(folder);
  const block = Buffer.alloc(2 * MIB);
  const header = safetensorsHeader(shape.fileBytes);
  const files = Array.from({ length: shape.files }, (_, index) => join(folder, `part-${index}.safetensors`));
  for (const file of files) {
    const stream = createWriteStream(file);
    stream.write(header);
    for (let left = shape.fileBytes - header.length; left > 0; left -= block.length) {
      const bytes = Buffer.from(randomFillSync(block)).subarray(0, left);
      if (!stream.write(bytes)) await once(stream, "drain");
    }
    stream.end();
    await once(stream, "close");
  }
  return files;
}

/** A kilobyte, as the format has it: the length of the JSON in eight bytes, the JSON, and blanks. */
function safetensorsHeader(fileBytes: number): Buffer {
  const header = Buffer.alloc(1024, " ");
  header.writeBigUInt64LE(BigInt(header.length - 8));
  const size = fileBytes - header.length;
  header.write(JSON.stringify({ weights: { dtype: "U8", shape: [size], data_offsets: [0, size] } }), 8);
  return header;
}
