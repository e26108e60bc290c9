import { createRequire } from "node:module";
import { classify, type SentimentPrediction } from "./confidence.ts";

interface Analyzer {
  analyze(text: string): { score: number };
}

const Sentiment: new () => Analyzer = createRequire(import.meta.url)("sentiment");
const analyzer = new Sentiment();

/** Two strong words, or one of the strongest, make a confident score: tanh(4/4) is 0.76. */
const SCALE = 4;

/** The sum of the AFINN-165 values (-5 to 5 each) of a text's words, the word after a negator with the opposite sign. */
export function score(text: string): number {
  return analyzer.analyze(text).score;
}

/**
 * sentiment 5.0.2 as a model. The score s is tanh(sum / 4).
 * Class: positive from s = 0.05 upwards, negative from -0.05 downwards, else neutral.
 * Confidence: softmax(-6 (s + 0.05), 0, 6 (s - 0.05)) for negative, neutral, positive.
 */
export function predict(texts: readonly string[]): SentimentPrediction[] {
  return texts.map((text) => classify(Math.tanh(score(text) / SCALE)));
}
