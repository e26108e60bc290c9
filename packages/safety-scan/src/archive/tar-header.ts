/** POSIX.1-1988 ustar and its forerunner: headers and data stand in blocks of this many bytes. */
export const TAR_BLOCK = 512;

const CHECKSUM = { offset: 148, length: 8 } as const;

/** Whether a block is the header of a member: its checksum, over the block with blanks for the checksum, is right. */
export function isTarHeader(block: Uint8Array): boolean {
  const stated = octal(block, CHECKSUM.offset, CHECKSUM.length);
  if (stated === null || block.length < TAR_BLOCK || block[0] === 0) return false;
  let sum = 0;
  for (const [index, byte] of block.subarray(0, TAR_BLOCK).entries()) {
    const isChecksum = index >= CHECKSUM.offset && index < CHECKSUM.offset + CHECKSUM.length;
    sum += isChecksum ? 0x20 : byte;
  }
  return sum === stated;
}

/** A number in octal digits, or, as GNU tar writes large ones, in base 256; null where it is neither. */
export function octal(block: Uint8Array, offset: number, length: number): number | null {
  const field = block.subarray(offset, offset + length);
  if (field[0] === 0x80) {
    const value = field.subarray(1).reduce((sum, byte) => sum * 256 + byte, 0);
    return Number.isSafeInteger(value) ? value : null;
  }
  const digits = Buffer.from(field).toString("latin1").replaceAll("\0", " ").trim();
  return /^[0-7]{1,12}$/.test(digits) ? Number.parseInt(digits, 8) : null;
}

/** Text up to the first null byte. */
export function tarText(block: Uint8Array, offset: number, length: number): string {
  const field = Buffer.from(block.subarray(offset, offset + length));
  const end = field.indexOf(0);
  return field.subarray(0, end < 0 ? length : end).toString("utf8");
}
