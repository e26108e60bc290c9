import { WHITE } from "../digits.ts";
import type { Network } from "./network.ts";
import { bytes, type Field, join, message, text, whole } from "./protobuf.ts";

/** The file format of 2021, old enough for every runtime in use. */
const IR_VERSION = 7;
/** The first set of operators whose Softmax is over one axis. */
const OPERATOR_SET = 13;
/** TensorProto.FLOAT: 32 bits. */
const FLOAT = 1;

/**
 * A network as an ONNX model: `pixels`, [batch, 784] from 0 to 255, to `probabilities`, [batch, 10]. Weights become
 * 32-bit floats. Equal networks give equal bytes. Field numbers are onnx.proto's
 * (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
 */
export function toOnnx(network: Network, name: string): Uint8Array {
  const graph = [
    ...nodes(network),
    text(2, name),
    tensor("scale", [1], [1 / WHITE]),
    ...network.flatMap(({ inputs, outputs, weights, biases }, index) => [
      tensor(`weights${index}`, [inputs, outputs], weights),
      tensor(`biases${index}`, [outputs], biases),
    ]),
    message(11, rows("pixels", network[0]?.inputs ?? 0)),
    message(12, rows("probabilities", network.at(-1)?.outputs ?? 0)),
  ];
  const operators = message(8, [whole(2, OPERATOR_SET)]);
  return join([whole(1, IR_VERSION), text(2, "airworthy-example"), message(7, graph), operators]);
}

/** Scales the pixels; then for each layer Gemm, and Relu after it, but Softmax after the last. */
function nodes(network: Network): Field[] {
  let given = "scaled";
  const written = [node("Mul", ["pixels", "scale"], given)];
  for (const index of network.keys()) {
    const sums = `sums${index}`;
    written.push(node("Gemm", [given, `weights${index}`, `biases${index}`], sums));
    given = index < network.length - 1 ? `hidden${index}` : "probabilities";
    written.push(node(given === "probabilities" ? "Softmax" : "Relu", [sums], given));
  }
  return written;
}

function node(operator: string, inputs: readonly string[], output: string): Field {
  return message(1, [...inputs.map((input) => text(1, input)), text(2, output), text(4, operator)]);
}

function tensor(name: string, sizes: readonly number[], values: ArrayLike<number>): Field {
  const raw = Buffer.alloc(values.length * Float32Array.BYTES_PER_ELEMENT);
  for (let index = 0; index < values.length; index++) raw.writeFloatLE(values[index] ?? 0, index * 4);
  return message(5, [...sizes.map((size) => whole(1, size)), whole(2, FLOAT), text(8, name), bytes(9, raw)]);
}

/** An input or output: a batch of rows of so many floats. */
function rows(name: string, width: number): Field[] {
  const sizes = [message(1, [text(2, "batch")]), message(1, [whole(1, width)])];
  return [text(1, name), message(2, [message(1, [whole(1, FLOAT), message(2, sizes)])])];
}
