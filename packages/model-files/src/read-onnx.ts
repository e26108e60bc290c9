import { UserError } from "@airworthy/evidence";
import type { ByteSource } from "./byte-source.ts";
import { countElements, type ElementCounts } from "./element-counts.ts";
import type { ExternalData } from "./external-data.ts";
import type { ModelValue } from "./model-value.ts";
import { type GraphEnds, GraphTally, readFunction, readGraph, readTraining } from "./onnx-graph.ts";
import { MAX_NAME_BYTES } from "./onnx-limits.ts";
import { readEntry } from "./onnx-tensor.ts";
import { type Field, integerOf, textOf, walkFields, walkMessage } from "./protobuf.ts";
import { shown } from "./shown.ts";
import { WindowedReader } from "./windowed-reader.ts";

/** Fields of ModelProto and OperatorSetIdProto in onnx/onnx.proto. */
const MODEL = {
  irVersion: 1,
  producerName: 2,
  producerVersion: 3,
  graph: 7,
  opset: 8,
  metadata: 14,
  training: 20,
  functions: 25,
} as const;
const OPSET = { domain: 1, version: 2 } as const;
/** Some models carry their labels or vocabulary here. */
const MAX_METADATA_BYTES = 16 * 1024 * 1024;

/** An operator set that a model is written in; the domain "" is ONNX's own. */
export interface OnnxOpset {
  readonly domain: string;
  readonly version: number;
}

/** All texts are untrusted. */
export interface Onnx {
  readonly irVersion: number;
  readonly producer: { readonly name: string | undefined; readonly version: string | undefined };
  readonly opsets: readonly OnnxOpset[];
  /** What must be given: inputs that have a stored value are left out. */
  readonly inputs: readonly ModelValue[];
  readonly outputs: readonly ModelValue[];
  /** Of all initializers, as stored, also those of graphs within; constants among them count too. */
  readonly elements: ElementCounts;
  readonly metadata: ReadonlyMap<string, string>;
  /** Of every tensor with external data, wherever in the model it is. */
  readonly external: readonly ExternalData[];
}

/**
 * What an ONNX file says; weights are passed over, not read. https://github.com/onnx/onnx/blob/main/onnx/onnx.proto `where`
 * names the file in messages. Throws a UserError, with the byte, for what is no message, what belongs to no ONNX model, and
 * shapes that do not go with their data; but locations of external data that escape are reported, not refused.
 */
export async function readOnnx(source: ByteSource, where: string): Promise<Onnx> {
  const reader = new WindowedReader(source, where);
  const tally = new GraphTally();
  const opsets: OnnxOpset[] = [];
  const metadata = new Map<string, string>();
  let irVersion: number | undefined;
  let name: string | undefined;
  let version: string | undefined;
  let ends: GraphEnds | undefined;
  await walkFields(
    reader,
    { start: 0, end: source.size, depth: 0 },
    {
      [MODEL.irVersion]: (field) => {
        irVersion = integerOf(reader, field);
      },
      [MODEL.producerName]: async (field) => {
        name = await textOf(reader, field, MAX_NAME_BYTES);
      },
      [MODEL.producerVersion]: async (field) => {
        version = await textOf(reader, field, MAX_NAME_BYTES);
      },
      [MODEL.opset]: async (field) => {
        opsets.push(await readOpset(reader, field));
      },
      [MODEL.metadata]: (field) => addMetadata(reader, field, metadata),
      [MODEL.training]: (field) => readTraining(reader, field, tally),
      [MODEL.functions]: (field) => readFunction(reader, field, tally),
      [MODEL.graph]: async (field) => {
        if (ends !== undefined) throw reader.problem(field.at, "a second graph; a model has one");
        ends = await readGraph(reader, field, tally);
      },
    },
  );
  if (irVersion === undefined || ends === undefined) {
    throw new UserError(`${where} is not an ONNX model: it has no ${ends === undefined ? "graph" : "ir_version"}`);
  }
  const stored = new Set(tally.initializers.map((tensor) => tensor.name));
  const inputs = ends.inputs.filter((input) => !stored.has(input.name));
  const elements = countElements(tally.initializers);
  const { external } = tally;
  return {
    irVersion,
    producer: { name, version },
    opsets,
    inputs,
    outputs: ends.outputs,
    elements,
    metadata,
    external,
  };
}

async function readOpset(reader: WindowedReader, field: Field): Promise<OnnxOpset> {
  let domain = "";
  let version = 0;
  await walkMessage(reader, field, {
    [OPSET.domain]: async (part) => {
      domain = await textOf(reader, part, MAX_NAME_BYTES);
    },
    [OPSET.version]: (part) => {
      version = integerOf(reader, part);
    },
  });
  return { domain, version };
}

async function addMetadata(reader: WindowedReader, field: Field, metadata: Map<string, string>): Promise<void> {
  const [key, value] = await readEntry(reader, field, MAX_METADATA_BYTES);
  if (metadata.has(key)) throw reader.problem(field.at, `metadata_props gives ${shown(key)} twice`);
  metadata.set(key, value);
}
