/** Pickles put together opcode by opcode, as CPython's Lib/pickletools.py documents them. Text is taken as Latin-1. */
export function pickleBytes(...parts: readonly (string | Uint8Array)[]): Buffer {
  return Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part)));
}

/** SHORT_BINUNICODE. */
export function shortText(text: string): Buffer {
  return pickleBytes("\x8c", Uint8Array.of(Buffer.byteLength(text)), Buffer.from(text));
}

/** SHORT_BINBYTES, or BINBYTES where it is longer. */
export function someBytes(content: Uint8Array): Buffer {
  if (content.length < 256) return pickleBytes("C", Uint8Array.of(content.length), content);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(content.length);
  return pickleBytes("B", length, content);
}

/** What protocol 0 writes for os.system("id"): GLOBAL, MARK, STRING, TUPLE, REDUCE, STOP. */
export const OLD_ATTACK = pickleBytes("cos\nsystem\n(S'id'\ntR.");
/** The same in protocol 4, by STACK_GLOBAL. */
export const ATTACK = pickleBytes("\x80\x04", shortText("os"), shortText("system"), "\x93", shortText("id"), "\x85R.");
/** {"a": 1} in protocol 2. */
export const DATA = pickleBytes("\x80\x02}X\x01\x00\x00\x00aK\x01s.");
/** collections.OrderedDict() in protocol 2. */
export const ORDERED_DICT = pickleBytes("\x80\x02ccollections\nOrderedDict\n)R.");
