/** The header alone is in many manuals; the start of a key after it is not. Line ends may be escaped, as in JSON. */
const PRIVATE_KEY =
  /^-----BEGIN (?:(?:RSA|EC|DSA|OPENSSH|ENCRYPTED|PGP) )?PRIVATE KEY(?: BLOCK)?-----(?:\\r|\\n|[\r\n \t"',+]){1,20}(?:[A-Za-z-]{1,20}: [^\n]{1,200}\n){0,5}[\r\n]{0,2}[A-Za-z0-9+/]{40}/;
const MOST_HEADER = 1_500;
const FOOTER = "-----END ";
/** RSA's with 16,384 bits have some 12,500 characters. */
const MOST_CHARACTERS = 20_000;

export const KEY_HEADER = "-----BEGIN ";

/** Where the private key that begins at `start` ends, in PEM or OpenSSH's or PGP's form; -1 where there is none. */
export function privateKeyEnd(text: string, start: number): number {
  const [begin] = PRIVATE_KEY.exec(text.slice(start, start + MOST_HEADER)) ?? [];
  if (begin === undefined) return -1;
  const rest = text.slice(start + begin.length, start + MOST_CHARACTERS);
  const footer = rest.indexOf(FOOTER);
  return start + begin.length + Math.max(0, footer);
}
