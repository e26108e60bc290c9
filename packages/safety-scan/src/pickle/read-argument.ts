import type { ByteReader } from "../byte-reader.ts";
import type { Argument } from "./effects.ts";
import { type ArgumentForm, PickleLimit, PickleProblem } from "./opcodes.ts";
import { OPAQUE } from "./value.ts";

/** Longest argument of the fixed kind, and longest length of the counted kind. */
export const SMALL_ARGUMENT = 8;

/** Longer lines are not written: protocol 0 escapes large data into one line, and nobody stores gigabytes so. */
const LINE_BYTES = 64 * 1024 * 1024;
const FIRST_LINE_GUESS = 4096;
const LINE_FEED = 0x0a;

const NO_ARGUMENT: Argument = { number: 0, lines: [], value: OPAQUE };

/** An argument that is at hand: none, or a number. `ready` bytes must have been prepared. */
export function readNumber(reader: ByteReader, bytes: number): number {
  if (reader.left < bytes) throw new PickleProblem("it ends in the middle of an argument");
  const content = reader.peek(bytes);
  reader.skip(bytes);
  let value = 0;
  for (let index = bytes - 1; index >= 0; index--) value = value * 256 + (content[index] ?? 0);
  return value;
}

/** Lines as Latin-1, without their line feeds; without waiting where they are at hand. */
export function readLines(reader: ByteReader, count: number): Argument | Promise<Argument> {
  const ready = reader.peek(reader.ready);
  const lines: string[] = [];
  let start = 0;
  while (lines.length < count) {
    const end = ready.indexOf(LINE_FEED, start);
    if (end < 0) return prepareLines(reader, count);
    lines.push(ready.toString("latin1", start, end));
    start = end + 1;
  }
  reader.skip(start);
  return { number: 0, lines, value: OPAQUE };
}

async function prepareLines(reader: ByteReader, count: number): Promise<Argument> {
  if (reader.ready >= reader.left) throw new PickleProblem("it ends in the middle of a line");
  if (reader.ready > LINE_BYTES) throw new PickleLimit(`a line is longer than ${LINE_BYTES} bytes`);
  await reader.prepare(Math.max(FIRST_LINE_GUESS, reader.ready * 4));
  return readLines(reader, count);
}

/** An argument without text: of the forms "none" and "fixed". */
export function readFixed(reader: ByteReader, form: Extract<ArgumentForm, { form: "none" | "fixed" }>): Argument {
  if (form.form === "none") return NO_ARGUMENT;
  return { ...NO_ARGUMENT, number: readNumber(reader, form.bytes) };
}
