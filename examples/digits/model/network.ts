import { createRandom, type Random } from "@airworthy/stats";

/** A dense layer: `outputs = weights · inputs + biases`. */
export interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  /** The weight from input i to output o is at `i * outputs + o`. */
  readonly weights: Float64Array;
  readonly biases: Float64Array;
}

/** Dense layers in order, ReLU between them and softmax at the end. One layer alone is softmax regression. */
export type Network = readonly Layer[];

/**
 * A network of the given widths, inputs first. Weights are uniform within ±sqrt(6 / (inputs + outputs)) (Glorot and
 * Bengio, AISTATS 2010), biases 0.
 */
export function createNetwork(widths: readonly number[], seed: number): Network {
  const random = createRandom(seed);
  return widths.slice(1).map((outputs, index) => createLayer(widths[index] ?? 0, outputs, random));
}

function createLayer(inputs: number, outputs: number, random: Random): Layer {
  const reach = Math.sqrt(6 / (inputs + outputs));
  const weights = Float64Array.from({ length: inputs * outputs }, () => (2 * random.next() - 1) * reach);
  return { inputs, outputs, weights, biases: new Float64Array(outputs) };
}

/** The probability of each class for inputs from 0 to 1. */
export function classify(network: Network, inputs: Float64Array): Float64Array {
  return softmax(activate(network, inputs).at(-1) ?? inputs);
}

/** What each layer gives, in order; of the last one, before softmax. */
export function activate(network: Network, inputs: Float64Array): Float64Array[] {
  const given: Float64Array[] = [];
  for (const [index, layer] of network.entries()) {
    const sums = apply(layer, given.at(-1) ?? inputs);
    given.push(index < network.length - 1 ? sums.map((sum) => Math.max(0, sum)) : sums);
  }
  return given;
}

/** Most pixels are black and most hidden units silent: a zero is skipped. */
function apply({ outputs, weights, biases }: Layer, inputs: Float64Array): Float64Array {
  const sums = Float64Array.from(biases);
  for (let i = 0; i < inputs.length; i++) {
    const input = inputs[i] ?? 0;
    if (input === 0) continue;
    const row = i * outputs;
    for (let o = 0; o < outputs; o++) sums[o] = (sums[o] ?? 0) + input * (weights[row + o] ?? 0);
  }
  return sums;
}

export function softmax(sums: Float64Array): Float64Array {
  const most = Math.max(...sums);
  const powers = sums.map((sum) => Math.exp(sum - most));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
