import { idHash } from "./id-index.ts";
import type { Column, Table } from "./table.ts";

/**
 * Sixteen hexadecimal digits that tell data sets apart by their ids and labels, whatever the order of the rows: each row's
 * hash, mixed by MurmurHash3's finalizer, summed. Against mistakes, not against an attacker: the file's SHA-256 is that.
 */
export function fingerprintOf(table: Table, label: Column | undefined): string {
  const labelHashes = label === undefined ? null : hashesOf(label);
  let high = 0;
  let low = 0;
  for (let row = 0; row < table.rows; row++) {
    const own = Math.imul(idHash(table.ids, row) ^ (labelHashes?.(row) ?? 0), 0x9e3779b1);
    high = (high + mix(own ^ 0x243f6a88)) | 0;
    low = (low + mix(own ^ 0x13198a2e)) | 0;
  }
  return [high, low].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

function hashesOf(column: Column): (row: number) => number {
  if (column.kind === "category") {
    const hashes = Int32Array.from(column.values, hashText);
    return (row) => hashes[column.codes[row] ?? 0] ?? 0;
  }
  const words = new Int32Array(column.numbers.buffer, column.numbers.byteOffset, 2 * column.numbers.length);
  return (row) => mix((words[2 * row] ?? 0) ^ Math.imul(words[2 * row + 1] ?? 0, 0x85ebca6b));
}

function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return mix(hash);
}

function mix(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
