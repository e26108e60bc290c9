import { isTokenCharacter, runStart } from "../characters.ts";

/** What a name ends in when it holds a secret, in small letters, with underscores for hyphens. */
const NAME =
  /(?:api_?key|apitoken|secret|secret_?key|access_?key|auth_?key|private_?key|signing_?key|encryption_?key|token|password|passwd|pwd|passphrase|credentials?)$/;
/** What names of secrets end in: a look at it spares nearly every colon of a text the rest. */
const NAME_ENDS = "ydnetsl";
const MOST_NAME = 60;
/** Between name and value, such as `": "` or ` := '`. */
const MOST_BETWEEN = 6;
const FEWEST_CHARACTERS = 12;
const MOST_CHARACTERS = 150;
/** As gitleaks has it for its generic rule, in bits a character. */
const LEAST_ENTROPY = 3.5;
/** Manuals' places for a secret, calls, look-ups and paths. */
const NO_SECRET = /example|placeholder|changeme|dummy|your[_-]|xxxx|\.\.|^[$<{%]|process\.env|^https?:|^[./]/i;

/**
 * Where the secret is that is given to a name such as "api_key" by the sign at `at`, an equals sign or a colon; null where it is
 * none, or as ordered as words are.
 */
export function readAssignedSecret(text: string, at: number): { readonly start: number; readonly end: number } | null {
  const nameEnd = runStart(text, at, Math.max(0, at - MOST_BETWEEN), isBetween);
  if (!NAME_ENDS.includes(text.charAt(nameEnd - 1).toLowerCase())) return null;
  const name = text.slice(runStart(text, nameEnd, Math.max(0, nameEnd - MOST_NAME), isTokenCharacter), nameEnd);
  if (!NAME.test(name.toLowerCase().replaceAll("-", "_"))) return null;
  const gap = /^[=:>\s"'`]*/.exec(text.slice(at, at + MOST_BETWEEN))?.[0].length ?? 0;
  const start = at + gap;
  const rest = text.slice(start, start + MOST_CHARACTERS + 1);
  const value = /^[A-Za-z0-9_\-./+=~!@#$%^&*]*/.exec(rest)?.[0].replace(/[.!]+$/, "") ?? "";
  if (value.length < FEWEST_CHARACTERS || value.length > MOST_CHARACTERS || rest.charAt(value.length) === "(")
    return null;
  const isMixed = /\d/.test(value) && /[A-Za-z]/.test(value) && !NO_SECRET.test(value);
  return isMixed && entropyOf(value) >= LEAST_ENTROPY ? { start, end: start + value.length } : null;
}

/** Spaces, quotes and brackets, as in `config["api_key"] : `. */
function isBetween(code: number): boolean {
  return " \t\"'`]:".includes(String.fromCharCode(code));
}

/** Shannon's entropy of a text's characters, in bits a character. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  const total = [...text].length;
  let bits = 0;
  for (const count of counts.values()) bits -= (count / total) * Math.log2(count / total);
  return bits;
}
