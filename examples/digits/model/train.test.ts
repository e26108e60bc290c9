import { expect, test } from "vitest";
import { type Digit, SIDE } from "../digits.ts";
import { activate, classify, createNetwork, type Network, softmax } from "./network.ts";
import { brightness, train } from "./train.ts";

// By hand: 1 / (1 + e) and its complement.
test("softmax gives shares, whatever the size of the sums", () => {
  expect([...softmax(Float64Array.of(0, 1))]).toEqual([expect.closeTo(0.268941, 6), expect.closeTo(0.731059, 6)]);
  expect([...softmax(Float64Array.of(1_000, 1_001))][1]).toBeCloseTo(0.731059, 6);
});

// By hand: 1·2 + 2·(-1) + 0.5 = 0.5 and 1·1 + 2·1 - 4 = -1, which ReLU silences; then 0.5·3 and 0.5·(-1) + 1.
test("a network multiplies, adds and silences", () => {
  const network: Network = [
    { inputs: 2, outputs: 2, weights: Float64Array.of(2, 1, -1, 1), biases: Float64Array.of(0.5, -4) },
    { inputs: 2, outputs: 2, weights: Float64Array.of(3, -1, 9, 9), biases: Float64Array.of(0, 1) },
  ];
  expect(activate(network, Float64Array.of(1, 2)).map((layer) => [...layer])).toEqual([
    [0.5, 0],
    [1.5, 0.5],
  ]);
});

/** A digit of which nothing is black, so that no slope is skipped. */
const digit: Digit = {
  id: "3",
  label: 3,
  pixels: Uint8Array.from({ length: SIDE ** 2 }, (_, at) => 1 + ((at * 37) % 250)),
};

function loss(network: Network): number {
  return -Math.log(classify(network, brightness(digit.pixels))[digit.label] ?? 0);
}

/** The network of a recipe before its first step. */
const recipe = { widths: [SIDE ** 2, 8, 10], epochs: 1, rate: 1e-4, seed: 6 };

// A step of gradient descent of rate r moves a weight by -r · dL/dw; dL/dw is here measured by a change of w.
test("a step goes down the gradient, in both layers", () => {
  const before = createNetwork(recipe.widths, recipe.seed);
  const after = train([digit], recipe);
  for (const [layer, place] of [
    [0, 5 * 8 + 2],
    [0, 700 * 8 + 7],
    [1, 3],
    [1, 7 * 10 + 9],
  ] as const) {
    const weights = before[layer]?.weights ?? new Float64Array();
    const weight = weights[place] ?? 0;
    const change = 1e-5;
    weights[place] = weight + change;
    const up = loss(before);
    weights[place] = weight - change;
    const slope = (up - loss(before)) / (2 * change);
    weights[place] = weight;
    expect(((after[layer]?.weights[place] ?? 0) - weight) / -recipe.rate).toBeCloseTo(slope, 5);
  }
});

test("equal seeds and digits give equal weights, another seed others", () => {
  const weights = (seed: number) => train([digit], { ...recipe, seed })[0]?.weights;
  expect(weights(1)).toEqual(weights(1));
  expect(weights(1)).not.toEqual(weights(2));
});
