import type { ByteSource } from "@airworthy/model-files";

const WINDOW = 1024 * 1024;
/** More than the longest match. */
const OVERLAP = 4096;

/** A part of a file as Latin-1: a character a byte, so that places in it are places in the file. */
export interface TextWindow {
  readonly text: string;
  /** Of the first character, in bytes from the start of the file. */
  readonly offset: number;
  /** From here on the next window repeats it: a match that begins here is to be left to that one. */
  readonly fresh: number;
}

/** A source in windows that overlap by more than anything that is searched for is long. */
export async function* windows(source: ByteSource): AsyncGenerator<TextWindow> {
  for (let offset = 0; offset < source.size; ) {
    const length = Math.min(WINDOW + OVERLAP, source.size - offset);
    const isLast = offset + length >= source.size;
    const text = Buffer.from(await source.read(offset, length)).toString("latin1");
    yield { text, offset, fresh: isLast ? length : WINDOW };
    if (isLast) return;
    offset += WINDOW;
  }
}

/** Where a pattern is found first, with what it matched; null where it is not. The pattern must not be sticky or global. */
export async function findFirst(
  source: ByteSource,
  pattern: RegExp,
): Promise<{ offset: number; match: string } | null> {
  for await (const { text, offset } of windows(source)) {
    const found = pattern.exec(text);
    if (found !== null) return { offset: offset + found.index, match: found[0] };
  }
  return null;
}
