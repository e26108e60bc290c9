/** How many there is to be room for where `count` fill it: more than `count`. */
export type Growth = (count: number) => number;

/** Room for a column's first rows. */
export const FIRST_ROWS = 2 ** 12;

/**
 * A buffer of `bytes` that starts with what `buffer` holds, whose memory is freed at once. Unlike what `transfer` gives, memory
 * that was not yet written to is not taken, which would be up to half of the whole.
 */
export function grown(buffer: ArrayBuffer, bytes: number): ArrayBuffer {
  const larger = new ArrayBuffer(bytes);
  new Uint8Array(larger).set(new Uint8Array(buffer));
  buffer.transfer(0);
  return larger;
}
