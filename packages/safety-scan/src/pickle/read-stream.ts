import type { ByteSource } from "@airworthy/model-files";
import { memorySource } from "@airworthy/model-files";
import type { ByteReader } from "../byte-reader.ts";
import { findPayload, type Payload } from "../payload.ts";
import { sliceSource } from "../sources.ts";
import { type Argument, EFFECTS, type Machine } from "./effects.ts";
import { unescaped } from "./escapes.ts";
import { inlineArray } from "./joblib-array.ts";
import { OPCODES, type Opcode, PickleLimit, PickleProblem } from "./opcodes.ts";
import { readFixed, readLines, readNumber, SMALL_ARGUMENT } from "./read-argument.ts";
import { NAME_CHARACTERS, OPAQUE, type Value } from "./value.ts";

/** What a stream's reader asks for beside its machine. */
export interface StreamContext extends Machine {
  /** Looks at data inside the pickle; whether it is a pickle or an archive, and was scanned whole. */
  readonly lookInto: (data: PickledData) => Promise<boolean>;
  /**
   * Whether bytes read as opcodes that import and call: then they may be no array after all. Null where pickle.load is
   * followed, which knows nothing of joblib's arrays.
   */
  readonly readsAsCode: ((content: ByteSource) => Promise<boolean>) | null;
  /** Whether reading on would tell nothing more. */
  readonly isSettled: () => boolean;
  /** Where the opcode stands that is being followed. */
  readonly place: { offset: number };
  /** A fresh machine for a pickle within the stream. */
  readonly fresh: () => StreamContext;
}

/** Text or bytes inside a pickle. */
export interface PickledData {
  /** From the start of the source. */
  readonly offset: number;
  readonly content: ByteSource;
  /** What the first bytes have turned out to be. */
  readonly payload: Payload;
}

/** Arrays of objects that hold arrays of objects. */
const MAX_NESTING = 32;

/** What is looked at of data to tell what it is. */
const HEAD_BYTES = 64 * 1024;

/**
 * Follows one pickle from the reader's position to its STOP, executing nothing; the value that it would give. Throws a
 * PickleProblem that says why it cannot be followed to the end. Memory stays bounded: large data is passed over.
 */
export async function readStream(reader: ByteReader, context: StreamContext, nesting = 0): Promise<Value> {
  let frameEnd = 0;
  for (;;) {
    if (reader.ready <= SMALL_ARGUMENT) await reader.prepare(SMALL_ARGUMENT + 1);
    context.place.offset = reader.position;
    const { name, argument } = readOpcode(reader);
    if (name === "STOP") return context.stack.pop();
    const isPlain = argument.form === "none" || argument.form === "fixed";
    const coming = isPlain ? readFixed(reader, argument) : readLong(reader, { name, argument }, context);
    const given = coming instanceof Promise ? await coming : coming;
    if (name === "FRAME") frameEnd = reader.position + given.number;
    EFFECTS.get(name)?.(context, given);
    if (context.isSettled()) return OPAQUE;
    if (givesUp(context)) throw new PickleProblem("it takes more from its stack than is on it");
    if (name === "BUILD") await passArray(reader, context, { frameEnd, nesting });
  }
}

/**
 * Whether every unpickler gives up here, none having imported anything so far: text goes on like this for megabytes. Of
 * bytes in the midst of a pickle nobody knows what was on the stack before.
 */
function givesUp({ stack, deeds, readsAsCode }: StreamContext): boolean {
  return stack.isExhausted && deeds.globals === 0 && readsAsCode !== null;
}

function readOpcode(reader: ByteReader): Opcode {
  const [code] = reader.peek(1);
  if (code === undefined) throw new PickleProblem("it has no end");
  const opcode = OPCODES.get(code);
  if (opcode === undefined) throw new PickleProblem("a byte is no opcode");
  reader.skip(1);
  return opcode;
}

/** Passes over an array that joblib reads from the stream itself, if one was announced. */
async function passArray(
  reader: ByteReader,
  context: StreamContext,
  { frameEnd, nesting }: { frameEnd: number; nesting: number },
): Promise<void> {
  const array = context.readsAsCode === null ? null : inlineArray(context.stack.top);
  if (array === null) return;
  // joblib goes on reading behind the frame, wherever its end is.
  if (frameEnd > reader.position) throw new PickleProblem("a joblib array stands within a frame");
  if (array.kind === "items") return skipItems(reader, array.bytes, array.isAligned, context);
  if (nesting >= MAX_NESTING) throw new PickleProblem("joblib arrays are nested too deeply");
  await readStream(reader, context.fresh(), nesting + 1);
}

async function skipItems(reader: ByteReader, bytes: number, isAligned: boolean, context: StreamContext): Promise<void> {
  // Nothing is skipped: every loader goes on reading here.
  if (bytes === 0 && !isAligned) return;
  // What pickle.load, which knows nothing of joblib's arrays, would execute here.
  if (await context.readsAsCode?.(sliceSource(reader.source, reader.position, reader.left))) {
    context.report("ambiguous-pickle", "The bytes of a joblib array read as code");
  }
  if (isAligned) {
    await reader.prepare(1);
    reader.skip(readNumber(reader, 1));
  }
  if (bytes > reader.left) throw new PickleProblem("it ends in the middle of an array");
  reader.skip(bytes);
}

/** Waits only where bytes are not at hand or data is to be looked into: a pickle may have millions of arguments. */
function readLong(reader: ByteReader, opcode: Opcode, context: StreamContext): Argument | Promise<Argument> {
  const { name, argument } = opcode;
  if (argument.form === "counted") return readCounted(reader, opcode, context);
  const given = readLines(reader, argument.form === "lines" ? argument.count : 1);
  return given instanceof Promise
    ? given.then((lines) => lineArgument(name, lines, reader, context))
    : lineArgument(name, given, reader, context);
}

function lineArgument(
  name: string,
  given: Argument,
  reader: ByteReader,
  context: StreamContext,
): Argument | Promise<Argument> {
  const [line = ""] = given.lines;
  if (name === "PUT" || name === "GET") return { ...given, number: memoPlace(line) };
  if (name === "GLOBAL" || name === "INST") return { ...given, lines: given.lines.map(fromUtf8) };
  if (name === "STRING" || name === "UNICODE") return lineText(line, name, reader, context);
  return given;
}

/** A number as Python's int() takes it, which is far more than pickle writes; CPython's reader ends it at a null character. */
function memoPlace(line: string): number {
  const [text = ""] = line.split("\0");
  if (!/^\s*[+-]?\d+(?:_\d+)*\s*$/.test(text)) throw new PickleProblem("a place in the memo is no number");
  const place = Number(text.replaceAll("_", ""));
  if (!Number.isSafeInteger(place)) throw new PickleLimit("a place in the memo is beyond 2^53");
  if (place < 0) throw new PickleProblem("a place in the memo is negative");
  return Math.abs(place);
}

/** Text as protocol 0 writes it. What has escapes is never a listed name, and so need not be known. */
function lineText(
  line: string,
  name: string,
  reader: ByteReader,
  context: StreamContext,
): Argument | Promise<Argument> {
  const offset = reader.position - line.length - 1;
  const text = name === "STRING" ? line.replace(/^(['"])(.*)\1\s*$/s, "$2") : line;
  const isName = text.length <= NAME_CHARACTERS && !text.includes("\\") && isAscii(text);
  const given = (isScanned: boolean): Argument => ({
    number: 0,
    lines: [],
    value: isName ? { kind: "text", text, isScanned } : { kind: "data", isScanned },
  });
  const bytes = Buffer.from(unescaped(text), "latin1");
  const payload = findPayload(bytes.subarray(0, HEAD_BYTES));
  if (payload === null) return given(false);
  // With escapes it is only roughly known what the text is.
  const isExact = payload.kind === "plain" && !text.includes("\\");
  return context
    .lookInto({ offset, content: memorySource(bytes), payload })
    .then((isScanned) => given(isScanned && isExact));
}

function readCounted(reader: ByteReader, opcode: Opcode, context: StreamContext): Argument | Promise<Argument> {
  const lengthBytes = opcode.argument.form === "counted" ? opcode.argument.lengthBytes : 0;
  const length = readNumber(reader, lengthBytes);
  if (length > reader.left) throw new PickleProblem("it ends in the middle of data");
  const wanted = Math.min(length, HEAD_BYTES);
  if (reader.ready >= wanted) return countedArgument(reader, opcode.name, length, context);
  return reader.prepare(wanted).then(() => countedArgument(reader, opcode.name, length, context));
}

function countedArgument(
  reader: ByteReader,
  name: string,
  length: number,
  context: StreamContext,
): Argument | Promise<Argument> {
  const offset = reader.position;
  const bytes = reader.peek(Math.min(length, HEAD_BYTES));
  reader.skip(length);
  if (name.startsWith("LONG")) {
    const value = length > NAME_CHARACTERS ? OPAQUE : { kind: "long" as const, hex: bytes.toString("hex") };
    return { number: length, lines: [], value };
  }
  const found = findPayload(bytes);
  if (found === null) return { number: length, lines: [], value: countedValue(name, length, bytes, false) };
  // Who makes bytes of text makes them of its characters.
  const own = name.includes("UNICODE") ? "characters" : "plain";
  const payload = found.kind === "plain" ? ({ kind: own } as const) : found;
  const content = sliceSource(reader.source, offset, length);
  return context.lookInto({ offset, content, payload }).then((isScanned) => ({
    number: length,
    lines: [],
    value: countedValue(name, length, bytes, isScanned && payload.kind === own),
  }));
}

function countedValue(name: string, length: number, bytes: Buffer, isScanned: boolean): Value {
  const isUnicode = name.includes("UNICODE");
  const isName =
    length <= NAME_CHARACTERS && (isUnicode || (name.includes("STRING") && isAscii(bytes.toString("latin1"))));
  return isName ? { kind: "text", text: bytes.toString("utf8"), isScanned } : { kind: "data", isScanned };
}

function fromUtf8(line: string): string {
  return isAscii(line) ? line : Buffer.from(line, "latin1").toString("utf8");
}

function isAscii(text: string): boolean {
  return /^[\x00-\x7f]*$/.test(text);
}
