import { UserError } from "@airworthy/evidence";
import type { CategoryColumn } from "@airworthy/tables";
import { categoriesOf, type Side } from "../../tables/side.ts";

/** Sets of classes, each with a code of its own; a set has one code wherever it stands. */
export interface LabelSets {
  readonly texts: readonly string[];
  /** The classes of each set, rising; each member that is no class is `classes.length`. */
  readonly members: readonly (readonly number[])[];
  /** The code of each of a column's values. Throws a UserError for a value that is no set. */
  codesOf(column: CategoryColumn): Uint32Array;
}

/** Whether labels are sets of classes: then the classes are their members, and a label's text, a JSON array, is itself no class. */
export function isOfSets(side: Side): boolean {
  const classes = new Set(side.classes);
  const { values } = categoriesOf(side, "label");
  return values.length > 0 && values.every((label) => label.startsWith("[") && !classes.has(label));
}

/** An empty collection of sets over the classes. */
export function labelSets(classes: readonly string[]): LabelSets {
  const known = new Map(classes.map((name, code) => [name, code]));
  const codes = new Map<string, number>();
  const texts: string[] = [];
  const members: number[][] = [];
  const codeOf = (text: string): number => {
    const found = codes.get(text);
    if (found !== undefined) return found;
    codes.set(text, texts.length);
    members.push(
      membersOf(text)
        .map((name) => known.get(name) ?? classes.length)
        .sort((a, b) => a - b),
    );
    return texts.push(text) - 1;
  };
  return { texts, members, codesOf: (column) => Uint32Array.from(column.values, codeOf) };
}

/** The members of a set, of the JSON array that a reader of tables writes. */
export function membersOf(text: string): string[] {
  const members = parsed(text);
  if (Array.isArray(members) && members.every((member) => typeof member === "string")) return members;
  throw new UserError(`${JSON.stringify(text.slice(0, 80))} is no list of classes`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
