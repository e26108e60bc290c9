import type { Sums } from "../samples/sums.ts";
import type { GroupValue } from "./group-value.ts";

interface Kept {
  fillings: number;
  readonly values: Float64Array;
}

const KEPT = new WeakMap<Sums, Map<GroupValue, Kept[]>>();

/**
 * A value of each group, and of everyone last. Kept until the sums are filled anew: differences, ratios and quotients to
 * the reference all want the same.
 */
export function valuesOf(value: GroupValue, sums: Sums, view: number): Float64Array {
  const kept = keptOf(value, sums, view);
  const { values } = kept;
  if (kept.fillings !== sums.fillings) {
    for (let group = 0; group < values.length; group++) values[group] = value.of(sums, group, view);
    kept.fillings = sums.fillings;
  }
  return values;
}

function keptOf(value: GroupValue, sums: Sums, view: number): Kept {
  let ofSums = KEPT.get(sums);
  if (ofSums === undefined) {
    ofSums = new Map();
    KEPT.set(sums, ofSums);
  }
  let ofValue = ofSums.get(value);
  if (ofValue === undefined) {
    ofValue = [];
    ofSums.set(value, ofValue);
  }
  const known = ofValue[view];
  if (known !== undefined) return known;
  const kept = { fillings: -1, values: new Float64Array(sums.groups + 1) };
  ofValue[view] = kept;
  return kept;
}
