import { isUtf8 } from "node:buffer";
import type { Tolerance } from "../tolerance.ts";
import { compareByPlace, compareInOrder } from "../values/compare-leaves.ts";
import { compareNpy } from "../values/compare-npy.ts";
import { compareSafetensors } from "../values/compare-safetensors.ts";
import { Deviation, type ValueComparison } from "../values/deviation.ts";
import { jsonLeaves, MAX_LEAVES } from "../values/json-leaves.ts";
import type { Leaf } from "../values/leaf.ts";
import { tableLeaves, textLeaves } from "../values/text-leaves.ts";

/** What a file's content was compared as. */
export const FORMATS = ["json", "json-lines", "table", "npy", "safetensors", "text", "bytes"] as const;

export type Format = (typeof FORMATS)[number];

export interface ContentComparison extends ValueComparison {
  readonly format: Format;
}

/**
 * Compares two contents that are not the same bytes, value by value in the format that the path's ending names; where either
 * is not of it, as text; and where either is no UTF-8 text, byte by byte, which no tolerance forgives.
 */
export async function compareContent(
  path: string,
  first: Uint8Array,
  other: Uint8Array,
  tolerance: Tolerance,
): Promise<ContentComparison> {
  const ending = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? "";
  if (ending === "npy") return named("npy", compareNpy(first, other, tolerance)) ?? compareBytes(first, other);
  if (ending === "safetensors") {
    return named("safetensors", await compareSafetensors(first, other, tolerance)) ?? compareBytes(first, other);
  }
  if (!isText(first) || !isText(other)) return compareBytes(first, other);
  const [a, b] = [textOf(first), textOf(other)];
  return compareTexts(ending, a, b, tolerance);
}

/** The first byte that differs, with both values in hexadecimal. */
export function compareBytes(first: Uint8Array, other: Uint8Array): ContentComparison {
  const length = Math.min(first.length, other.length);
  let at = 0;
  while (at < length && first[at] === other[at]) at++;
  const deviation = new Deviation({ absolute: 0, relative: 0 });
  if (at < Math.max(first.length, other.length))
    deviation.differ(`byte ${at}`, byteText(first[at]), byteText(other[at]));
  return { ...deviation.result(), format: "bytes", values: at };
}

function compareTexts(ending: string, a: string, b: string, tolerance: Tolerance): ContentComparison {
  if (ending === "json" || ending === "ipynb") {
    const [one, two] = [jsonLeaves(a), jsonLeaves(b)];
    if (one !== null && two !== null) return { ...compareByPlace(one, two, tolerance), format: "json" };
  }
  if (ending === "jsonl" || ending === "ndjson") {
    const [one, two] = [jsonLines(a), jsonLines(b)];
    if (one !== null && two !== null) return { ...compareByPlace(one, two, tolerance), format: "json-lines" };
  }
  if (ending === "csv" || ending === "tsv") {
    const separator = ending === "csv" ? "," : "\t";
    const compared = compareInOrder(tableLeaves(a, separator), tableLeaves(b, separator), tolerance);
    return { ...compared, format: "table" };
  }
  return { ...compareInOrder(textLeaves(a), textLeaves(b), tolerance), format: "text" };
}

/** The values of every line, each line's under "line N"; null where one is not JSON. */
function jsonLines(text: string): readonly Leaf[] | null {
  const all: Leaf[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const leaves = jsonLeaves(line, `line ${index + 1} `);
    if (leaves === null || all.length + leaves.length > MAX_LEAVES) return null;
    for (const leaf of leaves) all.push(leaf);
  }
  return all;
}

function named(format: Format, compared: ValueComparison | null): ContentComparison | null {
  return compared === null ? null : { ...compared, format };
}

/** Whether bytes are text that people read: UTF-8 without a NUL, as git tells it. */
function isText(bytes: Uint8Array): boolean {
  return isUtf8(bytes) && !bytes.includes(0);
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}

function byteText(byte: number | undefined): string | null {
  return byte === undefined ? null : `0x${byte.toString(16).padStart(2, "0")}`;
}
