import type { ExternalData } from "./external-data.ts";
import type { ModelValue } from "./model-value.ts";
import { type OnnxTensor, readSparseTensor, readTensor } from "./onnx-tensor.ts";
import { readValueInfo } from "./onnx-value.ts";
import { type Field, walkMessage } from "./protobuf.ts";
import type { WindowedReader } from "./windowed-reader.ts";

/** Fields of GraphProto, NodeProto, AttributeProto, FunctionProto and TrainingInfoProto in onnx/onnx.proto. */
const GRAPH = { node: 1, initializer: 5, input: 11, output: 12, sparseInitializer: 15 } as const;
const NODE_ATTRIBUTE = 5;
const ATTRIBUTE = { tensor: 5, graph: 6, tensors: 10, graphs: 11, sparse: 22, sparses: 23 } as const;
const FUNCTION = { node: 7, attribute: 11 } as const;
const TRAINING = { initialization: 1, algorithm: 2 } as const;

/** What graphs hold, over all that are within one another. */
export class GraphTally {
  /** The tensors that graphs begin with: weights, and the constants that exporters put beside them. */
  readonly initializers: OnnxTensor[] = [];
  readonly external: ExternalData[] = [];

  add(tensor: OnnxTensor | undefined, isInitializer: boolean): void {
    if (tensor === undefined) return;
    if (isInitializer) this.initializers.push(tensor);
    if (tensor.external !== undefined) this.external.push(tensor.external);
  }
}

export interface GraphEnds {
  readonly inputs: readonly (ModelValue & { readonly name: string })[];
  readonly outputs: readonly ModelValue[];
}

/** Reads a GraphProto into the tally, with the graphs in its nodes' attributes; its own inputs and outputs are the result. */
export async function readGraph(reader: WindowedReader, field: Field, tally: GraphTally): Promise<GraphEnds> {
  const inputs: (ModelValue & { name: string })[] = [];
  const outputs: ModelValue[] = [];
  await walkMessage(reader, field, {
    [GRAPH.node]: (part) => readNode(reader, part, tally),
    [GRAPH.initializer]: async (part) => tally.add(await readTensor(reader, part), true),
    [GRAPH.sparseInitializer]: (part) => readSparse(reader, part, tally, true),
    [GRAPH.input]: async (part) => {
      inputs.push(await readValueInfo(reader, part));
    },
    [GRAPH.output]: async (part) => {
      outputs.push(await readValueInfo(reader, part));
    },
  });
  return { inputs, outputs };
}

/** Reads a FunctionProto into the tally. */
export async function readFunction(reader: WindowedReader, field: Field, tally: GraphTally): Promise<void> {
  await walkMessage(reader, field, {
    [FUNCTION.node]: (part) => readNode(reader, part, tally),
    [FUNCTION.attribute]: (part) => readAttribute(reader, part, tally),
  });
}

/** Reads a TrainingInfoProto's external data into the tally: its tensors are no part of the model that is rolled out. */
export async function readTraining(reader: WindowedReader, field: Field, tally: GraphTally): Promise<void> {
  const own = new GraphTally();
  const read = async (part: Field) => {
    await readGraph(reader, part, own);
  };
  await walkMessage(reader, field, { [TRAINING.initialization]: read, [TRAINING.algorithm]: read });
  for (const external of own.external) tally.external.push(external);
}

async function readNode(reader: WindowedReader, field: Field, tally: GraphTally): Promise<void> {
  await walkMessage(reader, field, { [NODE_ATTRIBUTE]: (part) => readAttribute(reader, part, tally) });
}

async function readAttribute(reader: WindowedReader, field: Field, tally: GraphTally): Promise<void> {
  const tensor = async (part: Field) => tally.add(await readTensor(reader, part), false);
  const sparse = (part: Field) => readSparse(reader, part, tally, false);
  const graph = async (part: Field) => {
    await readGraph(reader, part, tally);
  };
  await walkMessage(reader, field, {
    [ATTRIBUTE.tensor]: tensor,
    [ATTRIBUTE.tensors]: tensor,
    [ATTRIBUTE.graph]: graph,
    [ATTRIBUTE.graphs]: graph,
    [ATTRIBUTE.sparse]: sparse,
    [ATTRIBUTE.sparses]: sparse,
  });
}

async function readSparse(
  reader: WindowedReader,
  field: Field,
  tally: GraphTally,
  isInitializer: boolean,
): Promise<void> {
  const { values, indices } = await readSparseTensor(reader, field);
  tally.add(values, isInitializer);
  tally.add(indices, false);
}
