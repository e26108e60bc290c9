import { UserError } from "@airworthy/evidence";
import type { Expected } from "../cases/case.ts";
import { type ExpectedSpec, toExpected } from "../cases/expected.ts";

/** What a label of a released suite says is expected, the label as text. Throws a UserError for one that says nothing. */
export type LabelReader = (label: string) => Expected;

/**
 * A label is what `meanings` say of it, else the class of that number in `classes`, from 0, or of that name. Problems begin
 * with `where`.
 */
export function checklistLabels(
  classes: readonly string[] | null,
  meanings: ReadonlyMap<string, ExpectedSpec> | undefined,
  where: string,
): LabelReader {
  // One object for each label: there are many cases.
  const known = new Map<string, Expected>([...(meanings ?? [])].map(([label, spec]) => [label, toExpected(spec)]));
  return (label) => {
    const expected = known.get(label) ?? { oneOf: [classOf(label, classes, where)] };
    known.set(label, expected);
    return expected;
  };
}

function classOf(label: string, classes: readonly string[] | null, where: string): string {
  const shown = JSON.stringify(label);
  if (classes === null) throw new UserError(`${where}: there is the label ${shown}, but no classes are declared`);
  const named = /^\d+$/.test(label) ? classes[Number(label)] : label;
  if (named !== undefined && classes.includes(named)) return named;
  throw new UserError(`${where}: the label ${shown} is none of the classes`, {
    remedy: `They are, from 0: ${classes.slice(0, 10).join(", ")}.`,
  });
}
