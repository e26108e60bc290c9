import { UserError } from "@airworthy/evidence";
import type { CategoryColumn } from "@airworthy/tables";
import { categoriesOf, type Side } from "../../tables/side.ts";
import { isOfSets, type LabelSets, labelSets } from "./label-sets.ts";

/** Labels and predictions of two sides as codes, by each column's own codes. */
export interface ClassCodes {
  /** The classes of each code; null where codes are classes themselves, `classes.length` for what is none. */
  readonly members: readonly (readonly number[])[] | null;
  readonly labels: Uint32Array;
  readonly baseline: Uint32Array;
  readonly candidate: Uint32Array;
}

const SHOWN_VALUES = 5;

/** Slices ask again for the same two sides, and a column may have a million values. */
const KEPT = new WeakMap<Side, { readonly baseline: Side; readonly codes: ClassCodes }>();

/**
 * The codes of both sides' labels and predictions. Throws a UserError for a label that is no class, and for a side that
 * predicts no class at all: the words differ, which must not pass as an accuracy of 0.
 */
export function classCodesOf(candidate: Side, baseline: Side): ClassCodes {
  const kept = KEPT.get(candidate);
  if (kept?.baseline === baseline) return kept.codes;
  const codes = isOfSets(candidate) ? codesOfSets(candidate, baseline) : codesOfClasses(candidate, baseline);
  KEPT.set(candidate, { baseline, codes });
  return codes;
}

function codesOfClasses(candidate: Side, baseline: Side): ClassCodes {
  const { classes } = candidate;
  const known = new Map(classes.map((name, code) => [name, code]));
  const codesIn = (column: CategoryColumn) =>
    Uint32Array.from(column.values, (value) => known.get(value) ?? classes.length);
  const labels = codesIn(categoriesOf(candidate, "label"));
  const stray = labels.indexOf(classes.length);
  if (stray !== -1) throw strayLabel(candidate, categoriesOf(candidate, "label").values[stray] ?? "");
  const predictions = (side: Side) => {
    const codes = codesIn(categoriesOf(side, "prediction"));
    if (codes.length > 0 && codes.every((code) => code === classes.length)) throw foreignWords(side);
    return codes;
  };
  return { members: null, labels, baseline: predictions(baseline), candidate: predictions(candidate) };
}

function codesOfSets(candidate: Side, baseline: Side): ClassCodes {
  const { classes } = candidate;
  const sets = labelSets(classes);
  const labels = sets.codesOf(categoriesOf(candidate, "label"));
  const stray = labels.find((code) => sets.members[code]?.includes(classes.length) === true);
  if (stray !== undefined) throw strayLabel(candidate, sets.texts[stray] ?? "");
  return { members: sets.members, labels, baseline: predicted(baseline, sets), candidate: predicted(candidate, sets) };
}

function predicted(side: Side, sets: LabelSets): Uint32Array {
  const codes = sets.codesOf(categoriesOf(side, "prediction"));
  const members = [...new Set(codes)].flatMap((code) => sets.members[code] ?? []);
  // Who predicts nothing at all uses no wrong words.
  if (members.length > 0 && members.every((member) => member === side.classes.length)) throw foreignWords(side);
  return codes;
}

function strayLabel({ name }: Side, label: string): UserError {
  return new UserError(`${name}: the label ${JSON.stringify(label.slice(0, 80))} is not one of the classes`);
}

function foreignWords(side: Side): UserError {
  const words = (values: readonly string[]) =>
    values
      .slice(0, SHOWN_VALUES)
      .map((value) => JSON.stringify(value.slice(0, 80)))
      .join(", ");
  const { values } = categoriesOf(side, "prediction");
  return new UserError(
    `no prediction of ${side.name} is any of the classes: predictions are ${words(values)}, classes ${words(side.classes)}`,
    { remedy: "Write labels and predictions with the same words." },
  );
}
