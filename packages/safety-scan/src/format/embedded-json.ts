import type { ByteSource } from "@airworthy/model-files";
import { windows } from "./byte-search.ts";

/** The start of an object with a field, as every configuration is one; short enough for the windows' overlap. */
const OBJECT = /\{\s{0,200}"(?:[^"\\]|\\.){0,3000}"\s{0,200}:/gs;
/** Configurations are far smaller; those of the largest models take some megabytes. */
const MAX_BYTES = 32 * 1024 * 1024;
/** Bytes read in vain behind starts that lead to nothing: weights have none, and each may cost a reading of MAX_BYTES. */
const MAX_WASTED = 4 * MAX_BYTES;

const [QUOTE, BACKSLASH, OPEN, CLOSE] = [0x22, 0x5c, 0x7b, 0x7d];

/**
 * The JSON objects among the bytes of a binary file; what lies within one is not given again. The last is null where there
 * are so many starts without an end that not all were followed.
 */
export async function* embeddedObjects(source: ByteSource): AsyncGenerator<unknown> {
  let [past, wasted] = [0, 0];
  for await (const start of objectStarts(source)) {
    if (start < past) continue;
    if (wasted > MAX_WASTED) return yield null;
    const bytes = await source.read(start, Math.min(MAX_BYTES, source.size - start));
    const end = endOfObject(bytes);
    const value = end === null ? undefined : parse(bytes.subarray(0, end));
    if (value === undefined) {
      wasted += end ?? bytes.length;
    } else {
      past = start + (end ?? 0);
      yield value;
    }
  }
}

async function* objectStarts(source: ByteSource): AsyncGenerator<number> {
  for await (const { text, offset, fresh } of windows(source)) {
    for (const { index } of text.matchAll(OBJECT)) {
      if (index < fresh) yield offset + index;
    }
  }
}

/** Behind the brace that closes the one at the start; null where none does. */
function endOfObject(bytes: Uint8Array): number | null {
  let [depth, isText] = [0, false];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) isText = !isText;
    else if (isText && byte === BACKSLASH) at++;
    else if (!isText && byte === OPEN) depth++;
    else if (!isText && byte === CLOSE && --depth === 0) return at + 1;
  }
  return null;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
