import { type ByteSource, memorySource } from "@airworthy/model-files";
import { ByteReader } from "../byte-reader.ts";
import { FindingLog } from "../finding.ts";

import { decode } from "../payload.ts";
import type { AllowList } from "./allow-list.ts";
import { PickleProblem } from "./opcodes.ts";
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
  /** Whether they import something by a name that Python could import, and call or set something. */
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
    isCode ||= stream.isCode;
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
  if (whole >= MAX_STREAMS) log.add("malformed-pickle", context.path, `Holds more than ${MAX_STREAMS} pickles`);
  return { log, whole, isCode };
}

interface ScannedStream {
  readonly log: FindingLog;
  readonly isCode: boolean;
  /** Why it could not be followed; null where it was. */
  readonly problem: string | null;
  readonly value: Value | null;
}

async function scanStream(reader: ByteReader, context: PickleContext): Promise<ScannedStream> {
  const log = new FindingLog();
  const deeds = { globals: 0, calls: 0 };
  const stack = new ValueStack();
  const stream = streamContext(reader, context, log, deeds, stack);
  const outcome = await follow(reader, stream);
  const isBroken = outcome.problem === null && stack.isBroken;
  if (isBroken) log.add("malformed-pickle", context.path, "Pickle: it takes values that are not there");
  return { log, isCode: deeds.globals > 0 && deeds.calls > 0, ...outcome };
}

async function follow(
  reader: ByteReader,
  stream: StreamContext,
): Promise<{ value: Value; problem: null } | { value: null; problem: string }> {
  try {
    return { value: await readStream(reader, stream), problem: null };
  } catch (cause) {
    if (cause instanceof PickleProblem) return { value: null, problem: cause.message };
    throw cause;
  }
}

function streamContext(
  reader: ByteReader,
  context: PickleContext,
  log: FindingLog,
  deeds: { globals: number; calls: number },
  stack: ValueStack,
): StreamContext {
  const { path, allow } = context;
  const place = { offset: 0 };
  return {
    stack,
    allow,
    deeds,
    place,
    report: (rule, message) => log.add(rule, path, message, place),
    lookInto: (data) => lookInto(data, context, log),
    readsAsCode: (content) => readsAsCode(content, context),
    fresh: () => streamContext(reader, context, log, deeds, new ValueStack()),
  };
}

/** Whether bytes, read as opcodes from their start, import and call something. */
async function readsAsCode(content: ByteSource, context: PickleContext): Promise<boolean> {
  const quiet = { ...context, scanInner: async () => false };
  return (await scanStream(new ByteReader(content), quiet)).isCode;
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
