import type { Parameter } from "./description.ts";
import type { Validate } from "./validators.ts";

/** What is wrong with values that came as text: unknown, twice, missing, or not what their schema takes. */
export function checkParameters(
  parameters: readonly Parameter[],
  given: readonly (readonly [name: string, value: string])[],
  validatorOf: (schema: unknown) => Validate,
): readonly string[] {
  const names = given.map(([name]) => name);
  const missing = parameters.filter(({ name, isRequired }) => isRequired && !names.includes(name));
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  const wrong = given.flatMap(([name, value]) => {
    const parameter = parameters.find((other) => other.name === name);
    if (parameter === undefined) return [`${name} is unknown`];
    const problems = readingsOf(value).map((reading) => validatorOf(parameter.schema)(reading));
    return problems.some((found) => found.length === 0)
      ? []
      : [`${name} cannot be ${value}: ${problems[0]?.join(", ")}`];
  });
  return [
    ...missing.map(({ name }) => `${name} is missing`),
    ...twice.map((name) => `${name} is given twice`),
    ...wrong,
  ];
}

/** What a text can stand for: itself, and the number, truth value or list that is written so. */
function readingsOf(text: string): readonly unknown[] {
  const number = /^-?\d+(\.\d+)?$/.test(text) ? [Number(text)] : [];
  const truth = text === "true" || text === "false" ? [text === "true"] : [];
  return [text, ...number, ...truth, text.split(",")];
}
