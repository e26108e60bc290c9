/** A field of a protobuf message: its bytes, tag and all. */
export type Field = Uint8Array;

/** Wire types (https://protobuf.dev/programming-guides/encoding). */
const VARINT = 0;
const LENGTH_DELIMITED = 2;

/** A whole number from 0 upwards, as int32, int64 and enum fields are written. Throws a RangeError for any other. */
export function whole(field: number, value: number): Field {
  return join([varint(field * 8 + VARINT), varint(value)]);
}

export function text(field: number, value: string): Field {
  return bytes(field, Buffer.from(value));
}

export function message(field: number, fields: readonly Field[]): Field {
  return bytes(field, join(fields));
}

export function bytes(field: number, content: Uint8Array): Field {
  return join([varint(field * 8 + LENGTH_DELIMITED), varint(content.length), content]);
}

export function join(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

/** Seven bits a byte, the least first; every byte but the last has the eighth bit set. */
function varint(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new RangeError(`a whole number from 0 was expected, not ${value}`);
  const septets: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) septets.push((rest % 128) + 128);
  return Uint8Array.from([...septets, rest]);
}
