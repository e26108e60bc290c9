const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;

/** Whole numbers of so many digits are written by JSON.stringify as they were read. */
const MAX_DIGITS = 15;

/** Whether bytes[start..end), which are a number as JSON has it, are what JSON.stringify would write for that number. */
export function isPlainWholeNumber(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[start] === MINUS ? start + 1 : start;
  if (end - first > MAX_DIGITS || (bytes[first] === ZERO && first > start)) return false;
  for (let at = first; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < ZERO || byte > NINE) return false;
  }
  return true;
}
