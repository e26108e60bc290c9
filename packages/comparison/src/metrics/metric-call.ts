import { UserError } from "@airworthy/evidence";
import type { Parameters } from "./metric.ts";

/** A metric as it was asked for, taken apart: the name in lower case with "-" for "_", and the parameters as given. */
export interface MetricCall {
  readonly name: string;
  /** Asked for as NAME@k, which says the parameter k and nothing else. */
  readonly isAtPlaces: boolean;
  readonly parameters: Parameters;
}

/** A longer text is a mistake, such as a file's content. */
const LONGEST_CALL = 2000;

/** NAME, NAME(…), or NAME@k. */
const CALL = /^([^\s()@"=,:]+)\s*(?:@(\d+)|\((.*)\))?$/s;

/** A parameter and what parts it from the next; a quote within quotes is doubled. */
const PARAMETER = /\s*([^\s()"=,]+)\s*=\s*(?:"((?:[^"]|"")*)"|([^"(),]*))\s*(,|$)/sy;

const SHOWN_CHARACTERS = 80;

/** Takes `NAME` or `NAME(a=1, b="x, y")` apart. Throws a UserError for what is not of that form, and a parameter given twice. */
export function readMetricCall(text: string): MetricCall {
  const [, name, places, inside = ""] = text.length > LONGEST_CALL ? [] : (CALL.exec(text.trim()) ?? []);
  if (name === undefined) throw malformed(text);
  if (places !== undefined) return { name: wordOf(name), isAtPlaces: true, parameters: new Map([["k", places]]) };
  return { name: wordOf(name), isAtPlaces: false, parameters: readParameters(inside, text) };
}

function readParameters(inside: string, text: string): Parameters {
  const parameters = new Map<string, string>();
  if (inside.trim() === "") return parameters;
  PARAMETER.lastIndex = 0;
  for (let isLast = false; !isLast; ) {
    const [, name, quoted, plain, end] = PARAMETER.exec(inside) ?? [];
    if (name === undefined) throw malformed(text);
    const parameter = wordOf(name);
    if (parameters.has(parameter)) throw new UserError(`${shown(text)} gives ${parameter} twice`);
    parameters.set(parameter, quoted?.replaceAll('""', '"') ?? plain?.trim() ?? "");
    isLast = end === "";
  }
  return parameters;
}

function wordOf(text: string): string {
  return text.toLowerCase().replaceAll("_", "-");
}

function malformed(text: string): UserError {
  return new UserError(`${shown(text)} is no metric`, {
    remedy: 'Write a name alone, or with parameters: f-beta(beta=2), mean(column="time, all").',
  });
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, SHOWN_CHARACTERS));
}
