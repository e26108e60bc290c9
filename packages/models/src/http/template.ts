import type { ModelInput } from "../predictor.ts";
import { cut, own } from "../show.ts";

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;
const WHOLE = /^\{\{([^{}]*)\}\}$/;

/** The name in a text that is one placeholder and nothing else, such as "input" of `{{input}}`; null for any other. */
function placeholderOf(text: string): string | null {
  return WHOLE.exec(text)?.[1]?.trim() ?? null;
}

/** The names of all placeholders in a text. */
export function placeholdersIn(text: string): string[] {
  return Array.from(text.matchAll(PLACEHOLDER), ([, name = ""]) => name.trim());
}

/** The input has no such field. */
export class MissingFieldError extends Error {
  override readonly name = "MissingFieldError";

  constructor(field: string) {
    super(`the input has no field ${JSON.stringify(cut(field, 100))}`);
  }
}

/** What a placeholder stands for: `input` for the whole input, any other name for that field. Throws a MissingFieldError. */
function standingFor(name: string, input: ModelInput): unknown {
  if (name === "input") return input;
  const value = own(input, name);
  if (value === undefined) throw new MissingFieldError(name);
  return value;
}

/** The text with every placeholder filled: a text as it is, any other value as JSON. Throws a MissingFieldError. */
export function fillText(template: string, input: ModelInput): string {
  return template.replaceAll(PLACEHOLDER, (_, name: string) => {
    const value = standingFor(name.trim(), input);
    return typeof value === "string" ? value : JSON.stringify(value);
  });
}

/**
 * JSON values with every placeholder filled: one that is a whole text becomes the value itself, one within a longer text
 * that value's text. `inputs`, where given, is what `{{inputs}}` stands for. Throws a MissingFieldError.
 */
export function fillJson(template: unknown, input: ModelInput, inputs?: readonly ModelInput[]): unknown {
  if (typeof template === "string") {
    const name = placeholderOf(template);
    if (name === "inputs" && inputs !== undefined) return inputs;
    return name === null ? fillText(template, input) : standingFor(name, input);
  }
  if (typeof template !== "object" || template === null) return template;
  if (Array.isArray(template)) return template.map((item) => fillJson(item, input, inputs));
  const entries: [string, unknown][] = Object.entries(template);
  return Object.fromEntries(entries.map(([key, item]) => [key, fillJson(item, input, inputs)]));
}

/** The names of the placeholders anywhere in JSON values. */
export function placeholdersOf(template: unknown): string[] {
  if (typeof template === "string") return placeholdersIn(template);
  if (typeof template !== "object" || template === null) return [];
  return Object.values(template).flatMap(placeholdersOf);
}
