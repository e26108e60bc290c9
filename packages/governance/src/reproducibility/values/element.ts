/** The types of an array's elements that are compared as numbers, named as NumPy does, with `bf2` for bfloat16. */
export const ELEMENTS = ["f2", "f4", "f8", "bf2", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1"] as const;

export type Element = (typeof ELEMENTS)[number];

export function bytesOf(element: Element): number {
  return Number(element.slice(-1));
}

/** Reads the number at a byte. Whole numbers of 8 bytes are read by `wholeReader`. */
export type NumberReader = (view: DataView, at: number) => number;

/** How a type's numbers are read; null for whole numbers of 8 bytes, which doubles cannot hold. */
export function numberReader(element: Element, little: boolean): NumberReader | null {
  switch (element) {
    case "f2":
      return (view, at) => halfToNumber(view.getUint16(at, little));
    case "f4":
      return (view, at) => view.getFloat32(at, little);
    case "f8":
      return (view, at) => view.getFloat64(at, little);
    case "bf2":
      return (view, at) => brainToNumber(view.getUint16(at, little));
    case "i1":
      return (view, at) => view.getInt8(at);
    case "i2":
      return (view, at) => view.getInt16(at, little);
    case "i4":
      return (view, at) => view.getInt32(at, little);
    case "u1":
    case "b1":
      return (view, at) => view.getUint8(at);
    case "u2":
      return (view, at) => view.getUint16(at, little);
    case "u4":
      return (view, at) => view.getUint32(at, little);
    default:
      return null;
  }
}

export function wholeReader(element: Element, little: boolean): (view: DataView, at: number) => bigint {
  return element === "u8" ? (view, at) => view.getBigUint64(at, little) : (view, at) => view.getBigInt64(at, little);
}

/** IEEE 754 binary16: a sign, 5 bits of exponent, 10 of fraction. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const scratch = new DataView(new ArrayBuffer(4));

/** bfloat16 is the upper half of a float of 32 bits. */
function brainToNumber(bits: number): number {
  scratch.setUint32(0, bits * 0x10000);
  return scratch.getFloat32(0);
}
