import { nearest, UserError } from "@airworthy/evidence";
import type { Expected } from "./case.ts";
import { described, nameOf, shown } from "./from-rows-values.ts";

/** Reads a label's cell. Throws a UserError without a place: the caller knows the row. */
export type LabelReader = (value: unknown) => Expected;

/**
 * What a label says is expected. With `labels` it is the class that they give for the cell's text. With classes it must be one of
 * them. Without, a number is a number, and a text is the text to be met; a list means any one of it.
 */
export function labelReader(
  column: string,
  labels: ReadonlyMap<string, string> | undefined,
  classes: readonly string[] | null,
): LabelReader {
  // One object for each class: there are many rows.
  const known = new Map<string, Expected>();
  const expect = (name: string): Expected => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const expected: Expected = { oneOf: [classOf(column, name, labels, classes)] };
    if (classes !== null || labels !== undefined) known.set(name, expected);
    return expected;
  };
  return (value) => {
    if (value === undefined || value === null || value === "") {
      throw new UserError(`the label ${shown(column)} is missing`, {
        remedy: "Leave rows without a label out with `where`, or out of the file.",
      });
    }
    if (Array.isArray(value)) return anyOf(column, value, expect);
    if (classes !== null || labels !== undefined) return expect(nameOf(column, value));
    if (typeof value === "number" && Number.isFinite(value)) return { value };
    if (typeof value === "string" || typeof value === "boolean") return { oneOf: [String(value)] };
    throw new UserError(`the label ${shown(column)} is ${described(value)}; a text or a finite number is allowed`);
  };
}

function anyOf(column: string, values: readonly unknown[], expect: (name: string) => Expected): Expected {
  if (values.length === 0) throw new UserError(`the label ${shown(column)} is an empty list`);
  const classes = values.map((value) => expect(nameOf(column, value)));
  return { oneOf: classes.flatMap((expected) => ("oneOf" in expected ? expected.oneOf : [])) };
}

function classOf(
  column: string,
  name: string,
  labels: ReadonlyMap<string, string> | undefined,
  classes: readonly string[] | null,
): string {
  const label = labels === undefined ? name : labels.get(name);
  if (label === undefined)
    throw notAmong(`the label ${shown(column)} is none of \`labels\``, name, [...(labels?.keys() ?? [])]);
  if (classes === null || classes.includes(label)) return label;
  // What `labels` gives is the suite's own word, what the cell holds is a row's.
  const given = labels === undefined ? "" : `, ${shown(label)},`;
  throw notAmong(`the label ${shown(column)}${given} is no class`, label, classes);
}

function notAmong(what: string, name: string, allowed: readonly string[]): UserError {
  const near = nearest(name, allowed);
  return new UserError(`${what}${near === undefined ? "" : `; did you mean ${shown(near)}?`}`, {
    remedy: `Allowed are ${allowed.slice(0, 10).map(shown).join(", ")}${allowed.length > 10 ? " …" : ""}.`,
  });
}
