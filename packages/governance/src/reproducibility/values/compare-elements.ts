import type { Deviation } from "./deviation.ts";
import { bytesOf, type Element, numberReader, wholeReader } from "./element.ts";

/** Two arrays of the same type and shape, as their bytes. */
export interface ElementPair {
  readonly element: Element;
  readonly isLittleEndian: boolean;
  readonly first: Uint8Array;
  readonly other: Uint8Array;
  /** Where an element is, for a reader. */
  place(index: number): string;
}

/** Compares two arrays element by element, bytes in the machine's stead: no copy is made. */
export function compareElements(pair: ElementPair, deviation: Deviation): void {
  const { element, isLittleEndian } = pair;
  const read = numberReader(element, isLittleEndian);
  if (read === null) {
    eachPair(pair, wholeReader(element, isLittleEndian), deviation, (a, b) => deviation.integers(a, b));
  } else {
    eachPair(pair, read, deviation, (a, b) => deviation.numbers(a, b));
  }
}

function eachPair<T extends number | bigint>(
  pair: ElementPair,
  read: (view: DataView, at: number) => T,
  deviation: Deviation,
  isSame: (a: T, b: T) => boolean,
): void {
  const size = bytesOf(pair.element);
  const first = viewOf(pair.first);
  const other = viewOf(pair.other);
  const count = Math.floor(first.byteLength / size);
  for (let index = 0; index < count; index++) {
    const at = index * size;
    const a = read(first, at);
    const b = read(other, at);
    if (!isSame(a, b) && !deviation.hasDifference) deviation.differ(pair.place(index), String(a), String(b));
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The place of an element in an array of a shape, such as "[3, 1]". */
export function indexText(index: number, shape: readonly number[], isFortranOrder: boolean): string {
  const places: number[] = [];
  let left = index;
  for (const size of isFortranOrder ? shape : shape.toReversed()) {
    places.push(left % size);
    left = Math.floor(left / size);
  }
  return `[${(isFortranOrder ? places : places.reverse()).join(", ")}]`;
}
