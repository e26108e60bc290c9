import { UserError } from "@airworthy/evidence";
import type { Column } from "@airworthy/tables";

/** More different values are names, not groups that arms could be alike in. */
const MOST_LEVELS = 200;

/** A number of each user that takes part, in standard deviations from the mean of all; 0 where all are the same. */
export interface NumericAttribute {
  readonly kind: "numeric";
  readonly name: string;
  readonly numbers: Float64Array;
}

/** A group of each user that takes part. */
export interface CategoricalAttribute {
  readonly kind: "categorical";
  readonly name: string;
  readonly codes: Uint16Array | Uint32Array;
  /** How many of all that take part are in each group. */
  readonly counts: readonly number[];
}

export type Attribute = NumericAttribute | CategoricalAttribute;

/** A column of a roster, of some of its rows. Throws a UserError where it has more than 200 groups. */
export function attributeOf(name: string, column: Column, rows: Uint32Array): Attribute {
  if (column.kind === "number") {
    const numbers = new Float64Array(rows.length);
    for (let place = 0; place < rows.length; place++) numbers[place] = column.numbers[rows[place] ?? 0] ?? Number.NaN;
    standardise(numbers);
    return { kind: "numeric", name, numbers };
  }
  const { codes, values } = column;
  if (values.length > MOST_LEVELS) {
    throw new UserError(
      `the attribute ${JSON.stringify(name)} has ${values.length} different values; ${MOST_LEVELS} are allowed`,
      { remedy: "Give a number as a number, and leave out what names a user." },
    );
  }
  const own = new Uint16Array(rows.length);
  const counts = values.map(() => 0);
  for (let place = 0; place < rows.length; place++) {
    const code = codes[rows[place] ?? 0] ?? 0;
    own[place] = code;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return { kind: "categorical", name, codes: own, counts };
}

/** In place: first as parts of the widest difference, since squares of what is large, tiny or far from zero say nothing. */
function standardise(numbers: Float64Array): void {
  // Halves, so that no difference is beyond what doubles hold.
  const first = (numbers[0] ?? Number.NaN) / 2;
  let widest = 0;
  for (let place = 0; place < numbers.length; place++) {
    const apart = (numbers[place] ?? Number.NaN) / 2 - first;
    numbers[place] = apart;
    widest = Math.max(widest, Math.abs(apart));
  }
  if (widest === 0) return;
  let mean = 0;
  let squares = 0;
  // Welford's updates.
  for (let place = 0; place < numbers.length; place++) {
    const part = (numbers[place] ?? Number.NaN) / widest;
    numbers[place] = part;
    const difference = part - mean;
    mean += difference / (place + 1);
    squares += difference * (part - mean);
  }
  const deviation = Math.sqrt(squares / numbers.length);
  for (let place = 0; place < numbers.length; place++) {
    numbers[place] = ((numbers[place] ?? Number.NaN) - mean) / deviation;
  }
}
