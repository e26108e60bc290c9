import { UserError } from "@airworthy/evidence";
import type { CardFacts } from "./facts.ts";

/** Throws a UserError for a value that is no number: neither a card nor a bill of materials could say it truly. */
export function checkFacts(facts: CardFacts): void {
  for (const { type, value, lowerBound, upperBound } of facts.metrics) {
    for (const number of [value, lowerBound ?? 0, upperBound ?? 0]) check(`metric ${JSON.stringify(type)}`, number);
  }
  for (const { name, failureRate, cases } of facts.behavior) {
    for (const number of [failureRate, cases]) check(`behaviour test ${JSON.stringify(name)}`, number);
  }
  for (const { name, value } of facts.hyperparameters) {
    if (typeof value === "number") check(`hyperparameter ${JSON.stringify(name)}`, value);
  }
}

function check(what: string, value: number): void {
  if (!Number.isFinite(value)) {
    throw new UserError(`${what.slice(0, 200)} is ${value}; a finite number is needed for a model card`);
  }
}
