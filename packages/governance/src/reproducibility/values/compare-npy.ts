import type { Tolerance } from "../tolerance.ts";
import { compareElements, indexText } from "./compare-elements.ts";
import { Deviation, type ValueComparison } from "./deviation.ts";
import { bytesOf, ELEMENTS, type Element } from "./element.ts";

/** https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html */
const MAGIC = "\x93NUMPY";
const FIXED_BYTES = 8;
const HEADER = /^\{'descr': '([<>|=])([a-z]\d{1,2})', 'fortran_order': (True|False), 'shape': \(([\d, ]*)\), \}\s*$/;

interface NumpyArray {
  readonly element: Element;
  /** A complex number is two. */
  readonly parts: 1 | 2;
  readonly isLittleEndian: boolean;
  readonly isFortranOrder: boolean;
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

/** Compares two .npy files; null where either is none, or holds something other than plain numbers. */
export function compareNpy(first: Uint8Array, other: Uint8Array, tolerance: Tolerance): ValueComparison | null {
  const a = readNpy(first);
  const b = readNpy(other);
  if (a === null || b === null) return null;
  const deviation = new Deviation(tolerance);
  const [one, two] = [layoutOf(a), layoutOf(b)];
  if (one !== two) deviation.differ("the header", one, two);
  else {
    const { element, isLittleEndian, shape, isFortranOrder, parts } = a;
    const place = (index: number) => indexText(Math.floor(index / parts), shape, isFortranOrder);
    compareElements({ element, isLittleEndian, first: a.data, other: b.data, place }, deviation);
  }
  return deviation.result();
}

function layoutOf({ element, parts, isLittleEndian, isFortranOrder, shape }: NumpyArray): string {
  const order = `${isLittleEndian ? "little" : "big"}-endian${isFortranOrder ? ", by columns" : ""}`;
  return `${parts === 2 ? "complex of " : ""}${element} (${shape.join(", ")}), ${order}`;
}

function readNpy(bytes: Uint8Array): NumpyArray | null {
  if (bytes.length < FIXED_BYTES + 4 || Buffer.from(bytes.subarray(0, 6)).toString("latin1") !== MAGIC) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isFirstVersion = view.getUint8(6) === 1;
  const start = FIXED_BYTES + (isFirstVersion ? 2 : 4);
  const length = isFirstVersion ? view.getUint16(FIXED_BYTES, true) : view.getUint32(FIXED_BYTES, true);
  const header = HEADER.exec(Buffer.from(bytes.subarray(start, start + length)).toString("latin1"));
  if (header === null) return null;
  const [, order, type = "", fortran, dimensions = ""] = header;
  const shape = dimensions.split(",").flatMap((text) => (text.trim() === "" ? [] : [Number(text)]));
  const kind = partsOf(type);
  if (kind === null) return null;
  const data = bytes.subarray(start + length);
  const count = shape.reduce((product, size) => product * size, kind.parts);
  if (data.length !== count * bytesOf(kind.element)) return null;
  return { ...kind, isLittleEndian: order !== ">", isFortranOrder: fortran === "True", shape, data };
}

function partsOf(type: string): Pick<NumpyArray, "element" | "parts"> | null {
  if (type === "c8") return { element: "f4", parts: 2 };
  if (type === "c16") return { element: "f8", parts: 2 };
  const element = ELEMENTS.find((known) => known === type);
  return element === undefined ? null : { element, parts: 1 };
}
