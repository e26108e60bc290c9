import type { EquivalenceClasses } from "./equivalence-classes.ts";
import type { ValueCodes } from "./value-codes.ts";

/** The different values of one class, rising, and how many of its rows have each. Overwritten for the next class. */
export interface ClassValues {
  readonly size: number;
  readonly values: Uint32Array;
  readonly counts: Float64Array;
}

/** Walks the classes. A million of them is usual, so nothing is made anew for each but two views. */
export function forEachClass(
  { rows, starts }: EquivalenceClasses,
  { codes, count }: ValueCodes,
  visit: (of: ClassValues) => void,
): void {
  const ofValue = new Float64Array(count);
  const valueBuffer = new Uint32Array(count);
  const countBuffer = new Float64Array(count);
  for (let name = 0; name + 1 < starts.length; name++) {
    const start = starts[name] ?? 0;
    const end = starts[name + 1] ?? 0;
    let different = 0;
    for (let place = start; place < end; place++) {
      const value = codes[rows[place] ?? 0] ?? 0;
      if (ofValue[value] === 0) valueBuffer[different++] = value;
      ofValue[value] = (ofValue[value] ?? 0) + 1;
    }
    const values = valueBuffer.subarray(0, different);
    if (different > 1) values.sort();
    for (let index = 0; index < different; index++) {
      const value = values[index] ?? 0;
      countBuffer[index] = ofValue[value] ?? 0;
      ofValue[value] = 0;
    }
    visit({ size: end - start, values, counts: countBuffer.subarray(0, different) });
  }
}
