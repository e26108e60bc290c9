import type { Prediction, Unanswered } from "../model.ts";

/** The classes that a suite names, in its order. */
export interface Classes {
  readonly names: readonly string[];
  readonly known: ReadonlySet<string>;
}

export function createClasses(names: readonly string[]): Classes {
  return { names, known: new Set(names) };
}

/**
 * Why an answer cannot be judged by its class, or null where it can: it must be one of the classes, with a confidence from
 * 0 to 1 for each of them, for the predicted one alone, or for none.
 */
export function classProblem(classes: Classes, answer: Prediction): Unanswered | null {
  if (!classes.known.has(answer.prediction)) {
    return { problem: `class ${JSON.stringify(answer.prediction)} is none of the suite's classes` };
  }
  if (answer.scores === null) return null;
  if (hasOneConfidence(answer)) return scoreProblem(answer.scores, answer.prediction);
  for (const name of classes.names) {
    const problem = scoreProblem(answer.scores, name);
    if (problem !== null) return problem;
  }
  return null;
}

function scoreProblem(scores: ReadonlyMap<string, number>, name: string): Unanswered | null {
  const score = scores.get(name);
  if (score === undefined) return { problem: `the scores have no class ${JSON.stringify(name)}` };
  // A tolerance is a share of 1: of logits or votes it would mean nothing. NaN is in no range.
  if (score >= 0 && score <= 1) return null;
  return { problem: `the score of class ${JSON.stringify(name)} is ${score}; 0 to 1 is allowed` };
}

/** The model gives the confidence in its prediction and in no other class, as CheckList's `pred_and_conf` files do. */
export function hasOneConfidence({ prediction, scores }: Prediction): boolean {
  return scores !== null && scores.size === 1 && scores.has(prediction);
}

/** From 0 to 1; 0 where the model gives none. */
export function confidence(answer: Prediction, name: string): number {
  return answer.scores?.get(name) ?? 0;
}

/** The confidence in the answer's own class. */
export function ownConfidence(answer: Prediction): number {
  return confidence(answer, answer.prediction);
}
