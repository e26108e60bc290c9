import type { Answer } from "./predictor.ts";

/** More classes than any classifier here has; a larger answer is a mistake. */
const MAX_CLASSES = 10_000;
/** A class's name, not a text. */
const MAX_NAME = 1_000;
const SHOWN = 80;

/**
 * Checks one answer of a model: a class's name, or `{prediction, scores?}` with finite scores by class. What is wrong
 * is told as a problem.
 */
export function readAnswer(value: unknown): Answer {
  if (typeof value === "string") return readName(value) ?? { prediction: value, scores: null };
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { problem: `${show(value)} was answered; a class's name or {prediction, scores} is allowed` };
  }
  const prediction: unknown = own(value, "prediction");
  if (typeof prediction !== "string") {
    return { problem: `the prediction is ${show(prediction)}; a class's name is allowed` };
  }
  return readName(prediction) ?? readScores(prediction, own(value, "scores"));
}

function readName(name: string): Answer | null {
  if (name !== "" && name.length <= MAX_NAME) return null;
  return { problem: `a class's name has 1 to ${MAX_NAME} characters; one of ${name.length} was answered` };
}

function readScores(prediction: string, given: unknown): Answer {
  if (given === undefined || given === null) return { prediction, scores: null };
  if (typeof given !== "object" || Array.isArray(given)) {
    return { problem: `the scores are ${show(given)}; an object of numbers by class is allowed` };
  }
  const entries: [string, unknown][] = Object.entries(given);
  if (entries.length > MAX_CLASSES) return { problem: `${entries.length} scores; at most ${MAX_CLASSES} are allowed` };
  const scores = new Map<string, number>();
  for (const [name, score] of entries) {
    if (typeof score !== "number" || !Number.isFinite(score)) {
      return { problem: `the score of class ${show(name)} is ${show(score)}; a finite number is allowed` };
    }
    scores.set(name, score);
  }
  return { prediction, scores };
}

function own(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

function show(value: unknown): string {
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
