import { capText } from "@airworthy/report";
import { type Answer, isUnanswered, isUnsupported, type ModelInput } from "../model.ts";

/** Characters of any text from a suite or a model that evidence keeps. */
export const MAX_SHOWN = 300;

export function cut(text: string): string {
  return capText(text, MAX_SHOWN);
}

/** Longer lists of a record, such as a picture's points, tell a reader nothing but how they begin. */
const SHOWN_ITEMS = 4;

/** Text as it is, a record as JSON with its long lists cut; cut. */
export function shownInput(input: ModelInput | undefined): string {
  if (input === undefined) return "";
  return cut(typeof input === "string" ? input : JSON.stringify(input, withoutLongLists));
}

function withoutLongLists(_key: string, value: unknown): unknown {
  if (!Array.isArray(value) || value.length <= SHOWN_ITEMS) return value;
  return [...value.slice(0, SHOWN_ITEMS - 1), `… ${value.length} in all`];
}

/** Such as "negative 0.93"; without the confidence where it plays no part. */
export function shownAnswer(answer: Answer | undefined, withConfidence: boolean): string {
  if (answer === undefined) return "no answer";
  if (isUnanswered(answer)) return cut(answer.problem);
  if (isUnsupported(answer)) return cut(`unsupported: ${answer.unsupported}`);
  const score = withConfidence ? answer.scores?.get(answer.prediction) : undefined;
  if (score === undefined) return cut(answer.prediction);
  const tail = ` ${score.toFixed(2)}`;
  return `${capText(answer.prediction, MAX_SHOWN - tail.length)}${tail}`;
}
