import { nearest, UserError } from "@airworthy/evidence";
import type { BiasTask } from "../settings.ts";
import { type BiasDefinition, PARAMETERS, type Parameter } from "./definition.ts";
import { BIAS_DEFINITIONS, FAMILIES_OF_TASK } from "./registry.ts";

/** A metric as it was asked for. */
export interface AskedMetric {
  readonly definition: BiasDefinition;
  readonly parameters: ReadonlyMap<string, string>;
  /** The attribute or group that it is of; null for each. */
  readonly of: string | null;
  /** Its name with the parameters that were given: "equalized-odds-difference(agg=mean)". */
  readonly id: string;
}

const BY_NAME: ReadonlyMap<string, BiasDefinition> = new Map(
  BIAS_DEFINITIONS.flatMap((definition) =>
    [definition.name, ...definition.aliases].map((name) => [name, definition] as const),
  ),
);

/**
 * Reads `equalized-odds-difference`, `tpr-difference(sex & age)`, `selection-rate(sex=F)`,
 * `demographic-parity-ratio(sex, class=cat)`: in any case, with "_" or "-". Throws a UserError that offers the nearest name
 * for an unknown one, and for a parameter or a task that the metric does not have.
 */
export function parseBiasMetric(text: string, task: BiasTask): AskedMetric {
  const [, written = "", inside] = /^\s*([^(]*?)\s*(?:\((.*)\))?\s*$/s.exec(text) ?? [];
  const definition = definitionOf(written, text);
  if (!FAMILIES_OF_TASK[task].includes(definition.family)) {
    throw new UserError(`${definition.name} is not of the task ${task}`, { remedy: `Of it are ${namesOf(task)}.` });
  }
  const { of, parameters } = insideBrackets(inside, definition, text);
  return { definition, parameters, of, id: idOf(definition, parameters) };
}

function insideBrackets(
  inside: string | undefined,
  { name, parameters: allowed, scope }: BiasDefinition,
  text: string,
) {
  const parameters = new Map<string, string>();
  let of: string | null = null;
  for (const part of inside?.split(",").map((piece) => piece.trim()) ?? []) {
    const parameter = parameterOf(part);
    if (parameter === null) {
      if (of !== null || part === "") throw problem(text, "one attribute or group may stand between the brackets");
      if (scope === "everyone") throw problem(text, "it is of everyone together, of no attribute");
      of = part;
      continue;
    }
    const [key, value] = parameter;
    if (!allowed.includes(key)) throw problem(text, `${name} has no parameter ${key}`);
    if (parameters.has(key)) throw problem(text, `${key} is given twice`);
    parameters.set(key, value);
  }
  return { of, parameters };
}

function definitionOf(written: string, text: string): BiasDefinition {
  const name = written.toLowerCase().replaceAll("_", "-");
  const definition = BY_NAME.get(name);
  if (definition !== undefined) return definition;
  const near = nearest(name, BY_NAME.keys());
  throw new UserError(
    `${JSON.stringify(text.slice(0, 80))} is no metric of bias${near === undefined ? "" : `; did you mean ${near}?`}`,
  );
}

function parameterOf(part: string): readonly [Parameter, string] | null {
  const [name = "", value] = part.split(/=(.*)/s);
  const known = PARAMETERS.find((parameter) => parameter === name.trim());
  return known === undefined || value === undefined ? null : [known, value.trim()];
}

function idOf({ name }: BiasDefinition, parameters: ReadonlyMap<string, string>): string {
  const given = PARAMETERS.flatMap((parameter) => {
    const value = parameters.get(parameter);
    return value === undefined ? [] : [`${parameter}=${value}`];
  });
  return given.length === 0 ? name : `${name}(${given.join(", ")})`;
}

function namesOf(task: BiasTask): string {
  const families = FAMILIES_OF_TASK[task];
  return BIAS_DEFINITIONS.flatMap(({ name, family }) => (families.includes(family) ? name : [])).join(", ");
}

function problem(text: string, what: string): UserError {
  return new UserError(`the metric ${JSON.stringify(text.slice(0, 200))}: ${what}`);
}
