import { createRandom } from "@airworthy/stats";
import { type Digit, SIDE, WHITE } from "../digits.ts";
import { activate, createNetwork, type Layer, type Network, softmax } from "./network.ts";

const CLASSES = 10;

/**
 * The two versions. The candidate learns ten times as fast, for longer, and has a hidden layer. Equal seeds and digits,
 * equal weights.
 */
export const VERSIONS = {
  "softmax-regression": { widths: [SIDE ** 2, CLASSES], epochs: 2, rate: 0.005, seed: 1 },
  perceptron: { widths: [SIDE ** 2, 64, CLASSES], epochs: 4, rate: 0.05, seed: 2 },
} as const satisfies Record<string, Recipe>;

export interface Recipe {
  readonly widths: readonly number[];
  /** How often every digit is seen. */
  readonly epochs: number;
  /** Of the first epoch; it falls to nothing over all of them, in a straight line. */
  readonly rate: number;
  readonly seed: number;
}

/** Trains by stochastic gradient descent on cross-entropy, one digit at a time, in an order that the seed draws. */
export function train(digits: readonly Digit[], { widths, epochs, rate, seed }: Recipe): Network {
  const network = createNetwork(widths, seed);
  const random = createRandom(seed + 1);
  const inputs = digits.map(({ pixels }) => brightness(pixels));
  const steps = epochs * digits.length;
  for (let step = 0; step < steps; step++) {
    const drawn = random.integer(digits.length);
    const [input, digit] = [inputs[drawn], digits[drawn]];
    if (input !== undefined && digit !== undefined) learn(network, input, digit.label, rate * (1 - step / steps));
  }
  return network;
}

/** Pixels as the layers see them, from 0 to 1. */
export function brightness(pixels: Uint8Array): Float64Array {
  return Float64Array.from(pixels, (pixel) => pixel / WHITE);
}

/** One step down the gradient, by back-propagation. */
function learn(network: Network, input: Float64Array, label: number, rate: number): void {
  const given = activate(network, input);
  let slopes = softmax(given.at(-1) ?? input);
  slopes[label] = (slopes[label] ?? 0) - 1;
  for (let index = network.length - 1; index >= 0; index--) {
    const layer = network[index];
    if (layer === undefined) return;
    slopes = step(layer, index === 0 ? input : (given[index - 1] ?? input), slopes, rate);
  }
}

/** Changes a layer's weights, and answers the slopes at its inputs: none where ReLU was silent or a pixel black. */
function step(
  { outputs, weights, biases }: Layer,
  inputs: Float64Array,
  slopes: Float64Array,
  rate: number,
): Float64Array {
  const before = new Float64Array(inputs.length);
  for (let i = 0; i < inputs.length; i++) {
    const input = inputs[i] ?? 0;
    if (input === 0) continue;
    const row = i * outputs;
    let slope = 0;
    for (let o = 0; o < outputs; o++) {
      const weight = weights[row + o] ?? 0;
      slope += weight * (slopes[o] ?? 0);
      weights[row + o] = weight - rate * input * (slopes[o] ?? 0);
    }
    before[i] = slope;
  }
  for (let o = 0; o < outputs; o++) biases[o] = (biases[o] ?? 0) - rate * (slopes[o] ?? 0);
  return before;
}
