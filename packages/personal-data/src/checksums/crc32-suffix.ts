import { crc32 } from "node:zlib";

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const CHECKSUM_CHARACTERS = 6;

/**
 * Whether a token's last six characters are the CRC-32, in base 62, of those between them and the prefix: GitHub's own, and npm's
 * (https://github.blog/engineering/behind-githubs-new-authentication-token-formats/).
 */
export function hasCrc32Suffix(token: string): boolean {
  const body = token.slice(token.indexOf("_") + 1, -CHECKSUM_CHARACTERS);
  let left = crc32(body);
  let digits = "";
  for (let place = 0; place < CHECKSUM_CHARACTERS; place++) {
    digits = `${BASE62[left % BASE62.length]}${digits}`;
    left = Math.floor(left / BASE62.length);
  }
  return token.endsWith(digits);
}
