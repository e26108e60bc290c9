import type { Answer } from "./predictor.ts";
import { cut, own, show } from "./show.ts";
import { readUsage } from "./usage.ts";

/** More classes than any classifier here has; a larger answer is a mistake. */
const MAX_CLASSES = 10_000;
/** Of a generated text, in characters: a thousand pages. A line of a command's output is no longer. */
const MAX_TEXT = 1_048_576;
/** Of what a model says about itself. */
const MAX_REASON = 1_000;
const ALLOWED = "a class's name, a text, a number or {prediction, scores, value, usage} is allowed";

/**
 * Checks one answer of a model: a class's name, a generated text, or the finite number of a regression;
 * `{prediction, scores?, value?, usage?}` with finite scores by class (an object, or a Map); or that the model does not
 * support the input, `{unsupported: reason}`, or failed on it, `{problem: reason}`. What is wrong is told as a problem.
 */
export function readAnswer(value: unknown): Answer {
  if (typeof value === "string") return readText(value) ?? { prediction: value, scores: null };
  if (typeof value === "number") return readNumber(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { problem: `${show(value)} was answered; ${ALLOWED}` };
  }
  return readExcuse(value) ?? readPrediction(value);
}

function readText(text: string): Answer | null {
  if (text !== "" && text.length <= MAX_TEXT) return null;
  return { problem: `a prediction has 1 to ${MAX_TEXT} characters; one of ${text.length} was answered` };
}

function readNumber(value: number): Answer {
  if (!Number.isFinite(value)) return { problem: `${value} was answered; a finite number is allowed` };
  return { prediction: String(value), value, scores: null };
}

/** The model's own word that there is no prediction; null where it gives none. */
function readExcuse(value: object): Answer | null {
  const unsupported = own(value, "unsupported") ?? null;
  const problem = own(value, "problem") ?? null;
  if (unsupported === null && problem === null) return null;
  if ((own(value, "prediction") ?? null) !== null || (unsupported !== null && problem !== null)) {
    return { problem: "more than one of prediction, unsupported and problem was answered; one is allowed" };
  }
  const reason = unsupported ?? problem;
  if (typeof reason !== "string" || reason === "") {
    return { problem: `the reason for no prediction is ${show(reason)}; a text is allowed` };
  }
  return unsupported === null ? { problem: cut(reason, MAX_REASON) } : { unsupported: cut(reason, MAX_REASON) };
}

function readPrediction(answer: object): Answer {
  const given = own(answer, "value") ?? undefined;
  const prediction = own(answer, "prediction") ?? given;
  const value = given ?? (typeof prediction === "number" ? prediction : undefined);
  if (typeof prediction !== "string" && typeof prediction !== "number") {
    return { problem: `the prediction is ${show(prediction)}; a class's name, a text or a number is allowed` };
  }
  if (value !== undefined && (typeof value !== "number" || !Number.isFinite(value))) {
    return { problem: `the value is ${show(value)}; a finite number is allowed` };
  }
  const text = String(prediction);
  const scores = readScores(own(answer, "scores"));
  if ("problem" in scores) return scores;
  const usage = readUsage(own(answer, "usage"));
  if (usage !== null && "problem" in usage) return usage;
  return (
    readText(text) ?? {
      prediction: text,
      ...(value === undefined ? {} : { value }),
      scores: scores.byClass,
      ...(usage === null ? {} : { usage }),
    }
  );
}

type Scores = { readonly byClass: ReadonlyMap<string, number> | null } | { readonly problem: string };

function readScores(given: unknown): Scores {
  if (given === undefined || given === null) return { byClass: null };
  if (typeof given !== "object" || Array.isArray(given)) {
    return { problem: `the scores are ${show(given)}; an object of numbers by class is allowed` };
  }
  const entries: [unknown, unknown][] = given instanceof Map ? [...given] : Object.entries(given);
  if (entries.length > MAX_CLASSES) return { problem: `${entries.length} scores; at most ${MAX_CLASSES} are allowed` };
  const byClass = new Map<string, number>();
  for (const [name, score] of entries) {
    if (typeof name !== "string") return { problem: `a class of the scores is ${show(name)}; a text is allowed` };
    if (typeof score !== "number" || !Number.isFinite(score)) {
      return { problem: `the score of class ${show(name)} is ${show(score)}; a finite number is allowed` };
    }
    byClass.set(name, score);
  }
  return { byClass };
}
