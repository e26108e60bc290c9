import { seedFrom } from "@airworthy/stats";
import type { Mail } from "../mails.ts";
import { shuffle } from "../shuffle.ts";
import { PLACES, placesOf } from "./words.ts";

/** The two versions: the candidate sees every mail three times. */
export const VERSIONS = {
  baseline: { epochs: 1, rate: 0.1, seed: 1 },
  candidate: { epochs: 3, rate: 0.1, seed: 1 },
} as const satisfies Record<string, Recipe>;

export type Version = keyof typeof VERSIONS;

export interface Recipe {
  /** How often every mail is seen. */
  readonly epochs: number;
  readonly rate: number;
  readonly seed: number;
}

export interface Filter {
  /** One for each place of a word. */
  readonly weights: Float64Array;
  readonly bias: number;
}

/** Logistic regression by stochastic gradient descent, one mail at a time, in an order that each epoch draws anew. */
export function train(mails: readonly Mail[], { epochs, rate, seed }: Recipe): Filter {
  const examples = mails.map(({ text, label }) => ({ places: placesOf(text), target: label === "spam" ? 1 : 0 }));
  const weights = new Float64Array(PLACES);
  let bias = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const example of shuffle(examples, seedFrom(seed, `epoch ${epoch}`))) {
      const step = rate * (example.target - probability({ weights, bias }, example.places));
      bias += step;
      for (const place of example.places) weights[place] = (weights[place] ?? 0) + step;
    }
  }
  return { weights, bias };
}

/** How likely a mail with words at these places is spam. */
export function probability({ weights, bias }: Filter, places: Uint32Array): number {
  let sum = bias;
  for (const place of places) sum += weights[place] ?? 0;
  return 1 / (1 + Math.exp(-sum));
}
