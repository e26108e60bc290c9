import * as v from "valibot";
import type { Expected } from "./case.ts";
import { isMapping } from "./mapping-schema.ts";
import { finiteSchema } from "./number-schema.ts";
import { parseTemplate, slotsOf, type Template, templateFiller } from "./template.ts";
import { listSchema, oneOrMore, textSchema } from "./text-schema.ts";
import { unionBy } from "./union-by.ts";

const MAX_CLASSES = 1_000;

/** What a suite's file says that a case is expected to be; labels may be templates, as in CheckList. */
export const expectedSchema = v.pipe(
  unionBy(
    [
      textSchema,
      finiteSchema,
      listSchema(textSchema, MAX_CLASSES),
      v.strictObject({ not: oneOrMore(textSchema, MAX_CLASSES) }),
    ],
    optionFor,
  ),
  v.description(
    "The class or text; any one of several; {not: …}: any but these; or a number. {slot} stands for its word.",
  ),
);

export type ExpectedSpec = string | number | readonly string[] | { readonly not: readonly string[] };

/** What is expected, once its labels are filled. */
export interface ExpectedTemplate {
  /** The slots that the labels have. */
  readonly slots: readonly string[];
  /** Made ready for words in the order of `slots`. Null where a label has a brace that belongs to no slot. */
  filler(slots: readonly string[]): ((words: readonly string[]) => Expected) | null;
}

export function expectedTemplate(spec: ExpectedSpec): ExpectedTemplate {
  const templates = labelsOf(spec).map(parseTemplate);
  return {
    slots: [...new Set(templates.flatMap((template) => (template === null ? [] : slotsOf(template))))],
    filler(slots) {
      const read = templates.filter((template): template is Template => template !== null);
      if (read.length < templates.length) return null;
      const fillers = read.map((template) => templateFiller(template, slots));
      if (read.every((template) => slotsOf(template).length === 0)) {
        // One object for all cases: there are many.
        const constant = withLabels(
          spec,
          fillers.map((fill) => fill([])),
        );
        return () => constant;
      }
      return (words) =>
        withLabels(
          spec,
          fillers.map((fill) => fill(words)),
        );
    },
  };
}

/** What is expected, of labels that are no templates. */
export function toExpected(spec: ExpectedSpec): Expected {
  return withLabels(spec, labelsOf(spec));
}

function labelsOf(spec: ExpectedSpec): readonly string[] {
  if (typeof spec === "number") return [];
  if (typeof spec === "string") return [spec];
  return "not" in spec ? spec.not : spec;
}

function withLabels(spec: ExpectedSpec, labels: readonly string[]): Expected {
  if (typeof spec === "number") return { value: spec };
  return typeof spec === "object" && "not" in spec ? { noneOf: labels } : { oneOf: labels };
}

function optionFor(value: unknown): number {
  if (typeof value === "number") return 1;
  if (Array.isArray(value)) return 2;
  return isMapping(value) ? 3 : 0;
}
