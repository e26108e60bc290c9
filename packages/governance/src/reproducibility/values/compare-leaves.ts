import type { Tolerance } from "../tolerance.ts";
import { Deviation, type ValueComparison } from "./deviation.ts";
import { type Leaf, numberOfText } from "./leaf.ts";

const WHOLE = /^[+-]?\d{16,}$/;
const LEAST_DIGITS = 16;
/** A whole number of more digits is compared as a double: BigInt's reading of it would take too long. */
const MOST_DIGITS = 400;

/** Compares values in the files' order, as of text and tables. */
export function compareInOrder(first: Iterable<Leaf>, other: Iterable<Leaf>, tolerance: Tolerance): ValueComparison {
  const deviation = new Deviation(tolerance);
  const others = other[Symbol.iterator]();
  for (const leaf of first) {
    const next = others.next();
    if (next.done === true) deviation.differ(leaf.place, leaf.text, null);
    else if (leaf.place !== next.value.place || !sameValue(leaf, next.value, deviation)) {
      deviation.differ(leaf.place, leaf.text, next.value.text);
    }
  }
  const left = others.next();
  if (left.done !== true) deviation.differ(left.value.place, null, left.value.text);
  return deviation.result();
}

/** Compares values by their places, in whatever order, as of JSON. The first that differs is so by the first file's order. */
export function compareByPlace(first: readonly Leaf[], other: readonly Leaf[], tolerance: Tolerance): ValueComparison {
  const deviation = new Deviation(tolerance);
  const left = new Map(other.map((leaf) => [leaf.place, leaf]));
  for (const leaf of first) {
    const found = left.get(leaf.place);
    left.delete(leaf.place);
    if (found === undefined) deviation.differ(leaf.place, leaf.text, null);
    else if (!sameValue(leaf, found, deviation)) deviation.differ(leaf.place, leaf.text, found.text);
  }
  for (const { place, text } of left.values()) deviation.differ(place, null, text);
  return deviation.result();
}

function sameValue(a: Leaf, b: Leaf, deviation: Deviation): boolean {
  if (!a.isNumber || !b.isNumber) return deviation.texts(a.text, b.text);
  const isLarge =
    a.text.length >= LEAST_DIGITS &&
    WHOLE.test(a.text) &&
    WHOLE.test(b.text) &&
    a.text.length + b.text.length < MOST_DIGITS;
  // Ids of 19 digits that differ in the last are one and the same double.
  if (isLarge) return deviation.integers(BigInt(withoutPlus(a.text)), BigInt(withoutPlus(b.text)));
  const [one, two] = [numberOfText(a.text), numberOfText(b.text)];
  return isTooLarge(a, one) && isTooLarge(b, two) ? deviation.texts(a.text, b.text) : deviation.numbers(one, two);
}

/** Whether it is written in digits and no double: another such number is not the same for that. */
function isTooLarge({ text }: Leaf, number: number): boolean {
  return !Number.isFinite(number) && /\d/.test(text);
}

function withoutPlus(text: string): string {
  return text.startsWith("+") ? text.slice(1) : text;
}
