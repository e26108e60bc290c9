import { readAnswer } from "./answer.ts";
import type { Answer } from "./predictor.ts";
import { own, show } from "./show.ts";

/** What was found of an answer, none of it checked. */
export interface AnswerParts {
  /** A class's name, its place among the classes, a truth value, a text or a number. */
  readonly prediction?: unknown;
  /** Numbers by class, or in the order of the classes, or a list of `{label, score}`. */
  readonly scores?: unknown;
  readonly value?: unknown;
}

/**
 * Checks and joins the parts of an answer. Where a whole number is predicted and there are classes, it is the class at
 * that place, from 0; where only scores are there, the class with the highest is predicted, the first of equals.
 */
export function assembleAnswer(parts: AnswerParts, classes: readonly string[] | undefined): Answer {
  const scores = nameScores(parts.scores, classes);
  if ("problem" in scores) return scores;
  const given = parts.prediction ?? (parts.value === undefined ? best(scores.byClass) : undefined);
  if (typeof given === "number" && classes !== undefined && classes[given] === undefined) {
    return { problem: `class ${given} was answered; there are ${classes.length}, from 0` };
  }
  return readAnswer({ prediction: namePrediction(given, classes), scores: scores.byClass, value: parts.value });
}

type Scores = { readonly byClass: ReadonlyMap<unknown, unknown> | null } | { readonly problem: string };

/** None of the names and numbers is checked yet. */
function nameScores(given: unknown, classes: readonly string[] | undefined): Scores {
  if (given === undefined || given === null) return { byClass: null };
  if (typeof given !== "object") return { problem: `the scores are ${show(given)}; a list or an object is allowed` };
  if (!Array.isArray(given)) return { byClass: new Map<unknown, unknown>(Object.entries(given)) };
  if (given.length > 0 && given.every((item) => own(item, "label") !== undefined)) {
    const byClass = new Map(given.map((item) => [own(item, "label"), own(item, "score")]));
    return byClass.size === given.length ? { byClass } : { problem: "a class has several of the scores answered" };
  }
  if (classes === undefined)
    return { problem: `a list of ${given.length} scores was answered; say classes, in its order` };
  if (given.length === classes.length) return { byClass: new Map(classes.map((name, at) => [name, given[at]])) };
  return { problem: `${given.length} scores were answered for ${classes.length} classes` };
}

function namePrediction(given: unknown, classes: readonly string[] | undefined): unknown {
  if (typeof given === "boolean") return String(given);
  return typeof given === "number" && classes !== undefined ? classes[given] : given;
}

function best(scores: ReadonlyMap<unknown, unknown> | null): unknown {
  let found: unknown;
  let highest = Number.NEGATIVE_INFINITY;
  for (const [name, score] of scores ?? []) {
    if (typeof score !== "number" || score <= highest) continue;
    found = name;
    highest = score;
  }
  // With a score that is none readAnswer names it; that there is no prediction would hide it.
  return found ?? scores?.keys().next().value;
}
