import { Unsupported } from "./unsupported.ts";

/** Values by name, as a test case gives them. */
export type Variables = ReadonlyMap<string, unknown>;

const SLOT = /\{\{\s*([A-Za-z_]\w*(?:\.\w+)*)\s*\}\}/g;
/** What else Nunjucks, promptfoo's template language, would act on. */
const OTHER_SYNTAX = /\{\{|\{%|\{#/;
const SHOWN_CHARACTERS = 60;
const MAX_DEPTH = 64;

/**
 * A template with each `{{name}}` or `{{name.field}}` filled: texts as they are, everything else as JSON. Throws Unsupported for any
 * other syntax of Nunjucks, and for a name that has no value, which Nunjucks would leave out without a word.
 */
export function fillPromptfoo(template: string, variables: Variables): string {
  const rest = template.replace(SLOT, "");
  const found = OTHER_SYNTAX.exec(rest);
  if (found !== null) {
    const part = rest.slice(found.index, found.index + SHOWN_CHARACTERS);
    throw new Unsupported(`the template's ${JSON.stringify(part)}: {{name}} is all that is filled`);
  }
  return template.replace(SLOT, (_, path: string) => textOf(valueAt(path, variables)));
}

/** The same for every text within a JSON value. */
export function fillValue(value: unknown, variables: Variables): unknown {
  if (typeof value === "string") return fillPromptfoo(value, variables);
  if (Array.isArray(value)) return value.map((item: unknown) => fillValue(item, variables));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillValue(item, variables)]));
}

/** Throws Unsupported for lists in lists without end, which nothing that walks them would survive. */
export function checkDepth(value: unknown, depth = 0): void {
  if (typeof value !== "object" || value === null) return;
  if (depth === MAX_DEPTH) throw new Unsupported(`values nested more than ${MAX_DEPTH} deep`);
  for (const item of Object.values(value)) checkDepth(item, depth + 1);
}

function valueAt(path: string, variables: Variables): unknown {
  const [name = "", ...fields] = path.split(".");
  let value = variables.get(name);
  for (const field of fields) value = fieldOf(value, field);
  if (value === undefined) throw new Unsupported(`the variable ${path} has no value`);
  return value;
}

function fieldOf(value: unknown, field: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, field)) return undefined;
  return Object.entries(value).find(([key]) => key === field)?.[1];
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
