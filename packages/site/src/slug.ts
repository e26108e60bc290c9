import { sha256 } from "@airworthy/evidence";

/** Of the readable part: two slugs below each other, and a file, stay within the 260 characters that Windows allows. */
const MOST_CHARACTERS = 48;
const HASH_DIGITS = 16;

const PLAIN = /^[a-z0-9_](?:[a-z0-9._+-]*[a-z0-9_])?$/;
const HASHED = new RegExp(`-[0-9a-f]{${HASH_DIGITS}}$`);

/** https://learn.microsoft.com/windows/win32/fileio/naming-a-file: not even with an extension. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;

/**
 * A name of a folder for an untrusted name, on every file system and in every address: lower-case letters, digits and
 * `. _ + -`, at most 65 characters. A name that is one already is its own slug, a slash becomes "+"; whatever else has
 * to change brings a hash of the whole name, so that no two names have one slug.
 */
export function slugOf(name: string): string {
  const plain = name.includes("+") ? "" : name.replaceAll("/", "+");
  const keeps = PLAIN.test(plain) && !RESERVED.test(plain) && !HASHED.test(plain) && plain.length <= MOST_CHARACTERS;
  if (keeps) return plain;
  const readable = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, MOST_CHARACTERS)
    .replace(/^-|-$/g, "");
  return `${readable === "" ? "model" : readable}-${sha256(name).slice(0, HASH_DIGITS)}`;
}
