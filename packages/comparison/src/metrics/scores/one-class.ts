import { nearest, UserError } from "@airworthy/evidence";
import { categoriesOf, type Side } from "../../tables/side.ts";
import { membersOf } from "../counts/label-sets.ts";
import type { MetricContext, Parameters } from "../metric.ts";
import { classScoresOf, shown } from "./class-scores.ts";

/** The class that a metric of scores is about. */
export interface Subject {
  /** By the parameter `class`; null where that was not given. */
  readonly named: string | null;
  /** The class that counts as positive, of which a column `score` is; null where none was declared. */
  readonly positive: string | null;
}

export function subjectOf(parameters: Parameters, { positive }: MetricContext): Subject {
  return { named: parameters.get("class") ?? null, positive };
}

/** The named class, else the positive one; throws a UserError where there is neither. `other` is another way that the metric has. */
export function oneClass({ named, positive }: Subject, metric: string, other = ""): string {
  const name = named ?? positive;
  if (name !== null) return name;
  throw new UserError(`${metric} is of one class's score, and no class is named`, {
    remedy: `Declare the positive class by the input \`positive\`, or write ${metric}(class=…)${other}.`,
  });
}

/** One a row of the side: `scores.<name>` where the table has such columns, else `score`. Throws a UserError where neither is there. */
export function scoreOfClass(side: Side, name: string, { positive }: Subject): Float64Array {
  const scores = classScoresOf(side);
  if (scores !== null) {
    const column = scores.columns[scores.classes.indexOf(name)];
    if (column !== undefined) return column;
    throw new UserError(`${side.name} has no column ${shown(`scores.${name}`)}${suggestion(name, scores.classes)}`);
  }
  const score = side.columns.get("score");
  if (score?.kind !== "number") {
    throw new UserError(`${side.name} has no scores`, {
      remedy: "Write a column `score`, of the positive class, or a column `scores.<class>` for each class.",
    });
  }
  if (name === (positive ?? name)) return score.numbers;
  throw new UserError(
    `the score in ${side.name} is of the positive class, ${shown(positive ?? "")}; ${shown(name)} has none`,
    { remedy: "Write a column `scores.<class>` for each class." },
  );
}

/**
 * For some rows of a side, or all where that is null: a function that says of a class which of them, by 1 or 0, have it as
 * label, or in their set of labels. That throws a UserError for a name that is none of the side's classes.
 */
export function rowsByClass(side: Side, rows: Uint32Array | null, isMultiLabel: boolean): (name: string) => Uint8Array {
  const { codes, values } = categoriesOf(side, "label");
  const sets = isMultiLabel ? values.map((label) => new Set(membersOf(label))) : null;
  const classes = new Set(side.classes);
  return (name) => {
    if (!classes.has(name)) {
      throw new UserError(`${side.name} has no label ${shown(name)}${suggestion(name, side.classes)}`);
    }
    const has = Uint8Array.from(values, (label, code) => ((sets?.[code]?.has(name) ?? label === name) ? 1 : 0));
    const found = new Uint8Array(rows?.length ?? side.rows);
    for (let index = 0; index < found.length; index++) {
      const row = rows === null ? index : (rows[index] ?? 0);
      found[index] = has[codes[row] ?? 0] ?? 0;
    }
    return found;
  };
}

function suggestion(name: string, classes: readonly string[]): string {
  const near = nearest(name, classes);
  return near === undefined ? "" : `; did you mean ${shown(near)}?`;
}
