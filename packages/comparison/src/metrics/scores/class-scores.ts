import { UserError } from "@airworthy/evidence";
import type { ColumnRequest } from "@airworthy/tables";
import { categoriesOf, type Side } from "../../tables/side.ts";
import type { MetricContext } from "../metric.ts";

/** The columns `scores.<class>`, classes in code-unit order. */
export interface ClassScores {
  readonly classes: readonly string[];
  readonly columns: readonly Float64Array[];
}

const PREFIX = "scores.";

/** What a metric of scores reads: `label`, and `score` or `scores.<class>`, of which a table may have either. */
export function scoreRequests({ isMultiLabel }: MetricContext): ColumnRequest[] {
  return [
    { kind: "category", column: "label", allowed: [], isSet: isMultiLabel },
    { kind: "number", column: "score", isOptional: true, least: Number.NEGATIVE_INFINITY },
    { kind: "numbers", prefix: "scores" },
  ];
}

/** Null where the table has no column of this prefix. */
export function classScoresOf(side: Side): ClassScores | null {
  const found: { name: string; numbers: Float64Array }[] = [];
  for (const [name, column] of side.columns) {
    if (name.startsWith(PREFIX) && column.kind === "number") {
      found.push({ name: name.slice(PREFIX.length), numbers: column.numbers });
    }
  }
  if (found.length === 0) return null;
  found.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { classes: found.map(({ name }) => name), columns: found.map(({ numbers }) => numbers) };
}

/** The same, for a metric that cannot do without; throws a UserError that names it. */
export function neededClassScores(side: Side, metric: string): ClassScores {
  const scores = classScoresOf(side);
  if (scores !== null) return scores;
  throw new UserError(`${side.name} has no columns scores.<class>, which ${metric} is of`, {
    remedy: "Write each row's score for each class: in JSON an object `scores`, in CSV a column for each class.",
  });
}

/** By row of the side, which of the classes its label is. Throws a UserError for a label that has no column. */
export function labelColumns(side: Side, { classes }: ClassScores): Uint32Array {
  const { codes, values } = categoriesOf(side, "label");
  const indices = new Map(classes.map((name, index) => [name, index]));
  const known = values.map((label) => {
    const index = indices.get(label);
    if (index !== undefined) return index;
    throw new UserError(`${side.name} has the label ${shown(label)}, but no column ${shown(PREFIX + label)}`);
  });
  const columns = new Uint32Array(codes.length);
  for (let row = 0; row < columns.length; row++) columns[row] = known[codes[row] ?? 0] ?? 0;
  return columns;
}

/** A class's or column's name in a message. */
export function shown(name: string): string {
  return JSON.stringify(name.slice(0, 80));
}
