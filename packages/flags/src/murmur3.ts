/** One block of four bytes, little-endian, mixed into a hash: MurmurHash3_x86_32 of Austin Appleby's reference. */
export function mix(hash: number, block: number): number {
  const mixed = hash ^ scramble(block);
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}

/** The hash after the last bytes, fewer than four of them, of `length` altogether. In 0 to 2^32 - 1. */
export function finish(hash: number, rest: number, length: number): number {
  let end = hash ^ scramble(rest) ^ length;
  end = Math.imul(end ^ (end >>> 16), 0x85ebca6b);
  end = Math.imul(end ^ (end >>> 13), 0xc2b2ae35);
  return (end ^ (end >>> 16)) >>> 0;
}

function scramble(block: number): number {
  const spread = Math.imul(block, 0xcc9e2d51);
  return Math.imul((spread << 15) | (spread >>> 17), 0x1b873593);
}

/**
 * MurmurHash3_x86_32 with seed 0 of the UTF-8 of two texts, one after the other, without making those bytes or joining them. Half of a
 * surrogate pair counts as U+FFFD. In 0 to 2^32 - 1.
 */
export function murmur3(first: string, second = ""): number {
  let hash = 0;
  let block = 0;
  let bits = 0;
  for (let text = first, isLast = false; ; text = second, isLast = true) {
    for (let at = 0; at < text.length; at++) {
      let bytes = text.charCodeAt(at);
      let size = 8;
      if (bytes > 0x7f) {
        const point = text.codePointAt(at) ?? 0;
        if (point > 0xffff) at++;
        [bytes, size] = utf8(point);
      }
      const filled = bits & 31;
      bits += size;
      block |= bytes << filled;
      if (filled + size < 32) continue;
      hash = mix(hash, block);
      // A shift by 32 would be one by 0.
      block = filled && bytes >>> (32 - filled);
    }
    if (isLast) return finish(hash, block, bits / 8);
  }
}

/** The bytes of a code point above U+007F, the first of them lowest, and how many bits they are. */
function utf8(codePoint: number): [bytes: number, size: number] {
  let point = (codePoint & 0x1ff800) === 0xd800 ? 0xfffd : codePoint;
  let bytes = 0;
  let size = 8;
  // From the last byte up, six bits each, until what is left fits beside the first byte's mark.
  let most = 0x3f;
  while (point > most) {
    bytes = (bytes | 0x80 | (point & 0x3f)) << 8;
    point >>= 6;
    most >>= 1;
    size += 8;
  }
  return [bytes | point | (0xfe - 2 * most), size];
}
