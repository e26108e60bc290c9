import { type ByteSource, memorySource } from "@airworthy/model-files";
import { ByteReader } from "../byte-reader.ts";
import { FindingLog } from "../finding.ts";
import { decode } from "../payload.ts";
import type { AllowList } from "./allow-list.ts";
import type { Deeds } from "./effects.ts";
import { PickleLimit, PickleProblem } from "./opcodes.ts";
import { type PickledData, readStream, type StreamContext } from "./read-stream.ts";
import type { Value } from "./value.ts";
import { ValueStack } from "./value-stack.ts";

/** Where a pickle is, and how what is inside it is looked at. */
export interface PickleContext {
  readonly path: string;
  readonly allow: AllowList;
  /** Scans data inside the pickle as a file of its own; whether it is a pickle or an archive. */
  readonly scanInner: (content: ByteSource, path: string) => Promise<boolean>;
}

/** What was found in bytes that were read as pickles. */
export interface PickleScan {
  readonly log: FindingLog;
  /** Pickles that were read to their STOP. */
  readonly whole: number;
  /**
   * Whether an unpickler would import something by a name that Python could import, and call or set something, or read on
   * beyond what the scan reads.
   */
  readonly isCode: boolean;
}

/** torch/serialization.py: MAGIC_NUMBER, as LONG1 holds it; four more pickles follow, and then the storages. */
const TORCH_MAGIC = "6cfc9c46f9206aa85019";
const TORCH_PICKLES = 5;

/** Text that is decoded; longer payloads are told by their first bytes alone. */
const DECODED_BYTES = 64 * 1024 * 1024;

/** Far more than anyone concatenates; each costs a finding at most. */
const MAX_STREAMS = 100_000;

/**
 * Reads bytes as one pickle after another, as loaders do, and executes nothing. What cannot be read to its end, or
 * follows the last pickle, is a finding: never a pass. The storages of PyTorch's old format are passed over.
 */
export async function scanPickles(source: ByteSource, context: PickleContext): Promise<PickleScan> {
  const log = new FindingLog();
  const reader = new ByteReader(source);
  let [whole, isCode, isTorch] = [0, false, false];
  while (reader.left > 0 && whole < MAX_STREAMS) {
    const start = reader.position;
    const stream = await scanStream(reader, context);
    isCode ||= stream.runs;
    // Bytes behind the last pickle read as almost anything: names among them count where something is done with them.
    if (whole === 0 || stream.problem === null || stream.isCode) log.merge(stream.log);
    if (stream.problem !== null) {
      if (isTorch && whole >= TORCH_PICKLES) break;
      const offset = reader.position;
      if (whole === 0) log.add("malformed-pickle", context.path, `Pickle: ${stream.problem}`, { offset });
      else log.add("trailing-bytes", context.path, `${source.size - start} bytes follow the pickle`, { offset: start });
      break;
    }
    isTorch ||= whole === 0 && stream.value?.kind === "long" && stream.value.hex === TORCH_MAGIC;
    whole++;
  }
  if (whole < MAX_STREAMS) return { log, whole, isCode };
  log.add("malformed-pickle", context.path, `Holds more than ${MAX_STREAMS} pickles`);
  return { log, whole, isCode: true };
}

interface ScannedStream {
  readonly log: FindingLog;
  /** Whether it imports and does something. */
  readonly isCode: boolean;
  /** Whether an unpickler would get so far, as far as is known. */
  readonly runs: boolean;
  /** Why it could not be followed; null where it was. */
  readonly problem: string | null;
  readonly value: Value | null;
}

async function scanStream(reader: ByteReader, context: PickleContext): Promise<ScannedStream> {
  const log = new FindingLog();
  const stream = streamContext(reader, context, log);
  const { stack, deeds } = stream;
  const { isCut, ...outcome } = await follow(reader, stream);
  const isWhole = outcome.problem === null;
  if (isWhole && stack.isBroken)
    log.add("malformed-pickle", context.path, "Pickle: it takes values that are not there");
  if (deeds.loose > 0) log.add("computed-call", context.path, "Hands on a function instead of calling it");
  // The import alone runs a module; but two lines of a text, without a STOP behind them, are no import.
  const imports = deeds.globals + deeds.extensions > 0;
  const runs = deeds.runs || isCut || (isWhole && imports && !stack.isExhausted);
  return { log, isCode: isCode(deeds) || isCut, runs, ...outcome };
}

function isCode({ globals, calls }: Deeds): boolean {
  return globals > 0 && calls > 0;
}

async function follow(
  reader: ByteReader,
  stream: StreamContext,
): Promise<{ value: Value; problem: null; isCut: false } | { value: null; problem: string; isCut: boolean }> {
  try {
    return { value: await readStream(reader, stream), problem: null, isCut: false };
  } catch (cause) {
    if (!(cause instanceof PickleProblem)) throw cause;
    return { value: null, problem: cause.message, isCut: cause instanceof PickleLimit };
  }
}

function streamContext(
  reader: ByteReader,
  context: PickleContext,
  log: FindingLog,
  deeds: Deeds = { globals: 0, extensions: 0, calls: 0, loose: 0, runs: false },
): StreamContext {
  const { path, allow } = context;
  const stack = new ValueStack();
  const place = { offset: 0 };
  return {
    stack,
    allow,
    deeds,
    place,
    report: (rule, message) => log.add(rule, path, message, place),
    lookInto: (data) => lookInto(data, context, log),
    readsAsCode: (content) => readsAsCode(content, context),
    isSettled: () => false,
    fresh: () => streamContext(reader, context, log, deeds),
  };
}

/** Whether bytes, read as opcodes from their start, import and call something; on whatever stack. */
async function readsAsCode(content: ByteSource, context: PickleContext): Promise<boolean> {
  const reader = new ByteReader(content);
  const stream = streamContext(reader, { ...context, scanInner: async () => false }, new FindingLog());
  const isSettled = () => isCode(stream.deeds);
  const { isCut } = await follow(reader, { ...stream, readsAsCode: null, isSettled });
  return isCut || isSettled();
}

async function lookInto(data: PickledData, context: PickleContext, log: FindingLog): Promise<boolean> {
  const { offset, payload, content } = data;
  const inner = `${context.path}!${offset}`;
  if (payload.kind === "code") {
    log.add("embedded-code", context.path, "Text reads as code that starts programs", { offset });
    return false;
  }
  if (payload.kind === "plain") return context.scanInner(content, inner);
  if (content.size > DECODED_BYTES) {
    log.add("could-not-be-scanned", inner, `Encoded data of ${content.size} bytes is not decoded`);
    return false;
  }
  const bytes = Buffer.from(await content.read(0, content.size));
  if (payload.kind === "characters")
    return context.scanInner(memorySource(Buffer.from(bytes.toString("utf8"), "latin1")), inner);
  const decoded = payload.layers.reduce(
    (text, encoding) => decode(text, encoding).toString("latin1"),
    bytes.toString("latin1"),
  );
  const [outer = "base64"] = payload.layers;
  if (payload.isCode) {
    log.add("embedded-code", context.path, `Text in ${outer} holds what reads as code`, { offset });
    return false;
  }
  const isInner = await context.scanInner(memorySource(Buffer.from(decoded, "latin1")), inner);
  if (isInner) log.add("embedded-pickle", context.path, `Text in ${outer} holds a pickle or an archive`, { offset });
  return isInner;
}
