/** A value in DER: its tag byte and its content. */
export interface DerValue {
  readonly tag: number;
  readonly content: Uint8Array;
}

export const DER_TAGS = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  version: 0xa0,
  extensions: 0xa3,
} as const;

/** More than any certificate needs. */
const LENGTH_BYTES = 4;

/** The values that lie one after the other in `bytes`. Throws a RangeError where they are not DER (X.690, clause 10). */
export function readDer(bytes: Uint8Array): readonly DerValue[] {
  const values: DerValue[] = [];
  for (let index = 0; index < bytes.length; ) {
    const { start, end } = extent(bytes, index);
    values.push({ tag: byteAt(bytes, index), content: bytes.subarray(start, end) });
    index = end;
  }
  return values;
}

/** The content of a value that must have this tag. Throws a RangeError where it is missing or another. */
export function derContent(value: DerValue | undefined, tag: number): Uint8Array {
  if (value?.tag !== tag) throw new RangeError(`a value with tag ${tag} was expected; found ${value?.tag ?? "none"}`);
  return value.content;
}

function extent(bytes: Uint8Array, index: number): { start: number; end: number } {
  if ((byteAt(bytes, index) & 0x1f) === 0x1f) throw new RangeError("tags of several bytes are not supported");
  const first = byteAt(bytes, index + 1);
  if (first < 0x80) return within(bytes, index + 2, first);
  const count = first & 0x7f;
  if (count === 0 || count > LENGTH_BYTES) throw new RangeError("a length is indefinite or too long");
  let length = 0;
  for (let offset = 0; offset < count; offset++) length = length * 256 + byteAt(bytes, index + 2 + offset);
  const isShortest = length >= 0x80 && length >= 256 ** (count - 1);
  if (!isShortest) throw new RangeError("a length is not in its shortest form");
  return within(bytes, index + 2 + count, length);
}

function within(bytes: Uint8Array, start: number, length: number): { start: number; end: number } {
  if (start + length > bytes.length) throw new RangeError("a value ends after its container");
  return { start, end: start + length };
}

function byteAt(bytes: Uint8Array, index: number): number {
  const byte = bytes[index];
  if (byte === undefined) throw new RangeError("a value is cut off");
  return byte;
}
