import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { ANSWER_COLUMNS } from "./template/cells.ts";

/** A count or a place: databases give it as a number, a bigint or a text of digits. */
const whole = v.pipe(
  v.union([v.number(), v.bigint(), v.pipe(v.string(), v.regex(/^-?\d{1,40}$/))], "must be a whole number"),
  v.transform(withoutSign),
  v.safeInteger("must be a whole number below 2^53"),
);
const count = v.pipe(whole, v.minValue(0, "must be at least 0"));

const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/** A sum: NaN and infinite where the values are too large for doubles. */
const finite = v.pipe(
  v.union([v.number(), v.bigint(), v.pipe(v.string(), v.regex(NUMBER))], "must be a finite number"),
  v.transform(withoutSign),
  v.finite("must be a finite number"),
);

const rowSchema = v.strictObject({
  metric: whole,
  group: whole,
  arm: v.nullable(count),
  bucket: count,
  units: count,
  sum: finite,
  squares: finite,
  otherSum: finite,
  otherSquares: finite,
  products: finite,
  invalid: count,
  outcomes: count,
  events: count,
  late: count,
  duplicate: count,
  fromTheFuture: count,
  unknownVariant: count,
  crossover: count,
  incomplete: count,
  newest: v.nullable(whole),
  newestOutcome: v.nullable(whole),
} satisfies Record<(typeof ANSWER_COLUMNS)[number], v.GenericSchema>);

/** A row of the answer to `canaryQuery`. */
export type AnswerRow = v.InferOutput<typeof rowSchema>;

/** The rows that a database gave, checked. Throws a UserError that names the source for whatever they cannot be. */
export function answerRowsOf(rows: readonly (readonly unknown[])[], source: string): readonly AnswerRow[] {
  const wrong = rows.find((row) => row.length !== ANSWER_COLUMNS.length);
  if (wrong !== undefined) {
    throw new UserError(
      `${source} answered with ${wrong.length} columns where ${ANSWER_COLUMNS.length} were asked for`,
    );
  }
  const named = rows.map((row) => Object.fromEntries(ANSWER_COLUMNS.map((name, place) => [name, row[place]])));
  return checkShape(v.array(rowSchema), named, `the answer of ${source}`);
}

/** Without a zero's sign, which is one database's and not another's. */
function withoutSign(value: number | bigint | string): number {
  return Number(value) + 0;
}
