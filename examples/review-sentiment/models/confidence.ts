/** The classes of both models. */
export const CLASSES = ["negative", "neutral", "positive"] as const;

export interface SentimentPrediction {
  prediction: (typeof CLASSES)[number];
  scores: Record<(typeof CLASSES)[number], number>;
}

/** VADER's own threshold between neutral and laden (its README, "About the scoring"); used for both models. */
const NEUTRAL = 0.05;
/** How fast confidence turns around the thresholds: at 6, a score of 0 is neutral with 0.40 and of 0.5 positive with 0.93. */
const STEEPNESS = 6;

/**
 * Turns a score from -1 to 1 into a class and a confidence for each class.
 * Class: positive from 0.05 upwards, negative from -0.05 downwards, else neutral.
 * Confidence: softmax(-6 (score + 0.05), 0, 6 (score - 0.05)) for negative, neutral, positive.
 * Neither lexicon gives confidences of its own: this mapping is ours, and INV and DIR rates move with it.
 */
export function classify(score: number): SentimentPrediction {
  const negative = Math.exp(-STEEPNESS * (score + NEUTRAL));
  const positive = Math.exp(STEEPNESS * (score - NEUTRAL));
  const sum = negative + 1 + positive;
  return {
    prediction: score >= NEUTRAL ? "positive" : score <= -NEUTRAL ? "negative" : "neutral",
    scores: { negative: negative / sum, neutral: 1 / sum, positive: positive / sum },
  };
}
