/** POSIX.1-1988 ustar and its forerunner: headers and data stand in blocks of this many bytes. */
export const TAR_BLOCK = 512;

const CHECKSUM = { offset: 148, length: 8 } as const;

/**
 * Whether a block is the header of a member: its checksum, over the block with blanks for the checksum, is right. Old
 * writers summed signed bytes, and readers take both.
 */
export function isTarHeader(block: Uint8Array): boolean {
  const stated = octal(block, CHECKSUM.offset, CHECKSUM.length);
  if (stated === null || block.length < TAR_BLOCK) return false;
  let [sum, signed] = [0, 0];
  for (const [index, byte] of block.subarray(0, TAR_BLOCK).entries()) {
    const isChecksum = index >= CHECKSUM.offset && index < CHECKSUM.offset + CHECKSUM.length;
    const value = isChecksum ? 0x20 : byte;
    sum += value;
    signed += value > 0x7f ? value - 0x100 : value;
  }
  return sum === stated || signed === stated;
}

/**
 * A number in octal digits, or, as GNU tar writes large ones, in base 256; null where it is neither. Takes what Python's
 * tarfile takes: int(text, 8) of what stands before the first null byte, and 0 for nothing.
 */
export function octal(block: Uint8Array, offset: number, length: number): number | null {
  const field = block.subarray(offset, offset + length);
  if (field[0] === 0x80) {
    const value = field.subarray(1).reduce((sum, byte) => sum * 256 + byte, 0);
    return Number.isSafeInteger(value) ? value : null;
  }
  const [text = ""] = Buffer.from(field).toString("latin1").split("\0");
  const digits = text.trim();
  if (digits === "") return 0;
  return /^\+?(?:0[oO]_?)?[0-7]+(?:_[0-7]+)*$/.test(digits) ? Number.parseInt(digits.replace(/[oO_+]/g, ""), 8) : null;
}

/** Text up to the first null byte. */
export function tarText(block: Uint8Array, offset: number, length: number): string {
  const field = Buffer.from(block.subarray(offset, offset + length));
  const end = field.indexOf(0);
  return field.subarray(0, end < 0 ? length : end).toString("utf8");
}
