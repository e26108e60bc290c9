import { canonicalJson, type Statement, sha256 } from "@airworthy/evidence";

/** 32 hexadecimal digits that name what a statement tells of: the same for the same statement. */
export function runIdOf(statement: Statement): string {
  return sha256(canonicalJson(statement)).slice(0, 32);
}

/** The same as a UUID of version 8, the one that is left to whoever makes it: https://www.rfc-editor.org/rfc/rfc9562#section-5.8 */
export function runUuidOf(statement: Statement): string {
  const digits = runIdOf(statement);
  const variant = (0x8 | (Number.parseInt(digits.charAt(16), 16) & 0x3)).toString(16);
  const marked = `${digits.slice(0, 12)}8${digits.slice(13, 16)}${variant}${digits.slice(17)}`;
  return marked.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
