import { createRequire } from "node:module";
import { classify, type SentimentPrediction } from "./confidence.ts";

interface Vader {
  SentimentIntensityAnalyzer: { polarity_scores(text: string): { compound: number } };
}

const { SentimentIntensityAnalyzer }: Vader = createRequire(import.meta.url)("vader-sentiment");

/** VADER's compound score, from -1 to 1: the normalised sum of valences after its rules for negation, emphasis and "but". */
export function score(text: string): number {
  return SentimentIntensityAnalyzer.polarity_scores(text).compound;
}

/**
 * vader-sentiment 1.1.3 as a model. The score s is the compound score.
 * Class: positive from s = 0.05 upwards, negative from -0.05 downwards, else neutral.
 * Confidence: softmax(-6 (s + 0.05), 0, 6 (s - 0.05)) for negative, neutral, positive.
 */
export function predict(texts: readonly string[]): SentimentPrediction[] {
  return texts.map((text) => classify(score(text)));
}
