import { UserError } from "@airworthy/evidence";
import { decimalIn } from "./decimal.ts";
import type { Parameters } from "./metric.ts";

/** A parameter that must be given. */
export function textParameter(parameters: Parameters, name: string): string {
  const text = parameters.get(name);
  if (text !== undefined && text !== "") return text;
  throw new UserError(`${name} is missing`, { remedy: `Write it in brackets: (${name}=…).` });
}

/** A parameter that is one of some words; the first of them where it is not given. */
export function wordParameter<const T extends string>(
  parameters: Parameters,
  name: string,
  words: readonly [T, ...T[]],
): T {
  const text = parameters.get(name)?.toLowerCase();
  if (text === undefined) return words[0];
  const word = words.find((allowed) => allowed === text);
  if (word !== undefined) return word;
  throw refused(name, text, words.join(" or "));
}

/** A parameter that is a whole number from `least` on; `fallback` where it is not given, or an error without one. */
export function wholeParameter(parameters: Parameters, name: string, least: number, fallback?: number): number {
  if (fallback !== undefined && !parameters.has(name)) return fallback;
  const text = textParameter(parameters, name);
  const number = decimalIn(text);
  if (Number.isSafeInteger(number) && number >= least) return number;
  throw refused(name, text, `a whole number from ${least} on`);
}

/** A parameter that is a number in a range, both ends included; `fallback` where it is not given, or an error without one. */
export function numberParameter(
  parameters: Parameters,
  name: string,
  [least, most]: readonly [number, number],
  fallback?: number,
): number {
  if (fallback !== undefined && !parameters.has(name)) return fallback;
  const text = textParameter(parameters, name);
  const number = decimalIn(text);
  if (number >= least && number <= most) return number;
  throw refused(name, text, `a number from ${least} to ${most}`);
}

function refused(name: string, text: string, allowed: string): UserError {
  return new UserError(`${name} is ${JSON.stringify(text.slice(0, 80))}; ${allowed} is allowed`);
}
