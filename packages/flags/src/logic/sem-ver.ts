/** As golang.org/x/mod/semver reads it: MAJOR[.MINOR[.PATCH[-PRERELEASE][+BUILD]]]; no number of it begins with a needless 0. */
const VERSION =
  /^v?(0|[1-9]\d*)(?:\.(0|[1-9]\d*)(?:\.(0|[1-9]\d*)(?:-((?!0\d+(?![\da-z-]))[\da-z-]+(?:\.(?!0\d+(?![\da-z-]))[\da-z-]+)*))?(?:\+[\da-z-]+(?:\.[\da-z-]+)*)?)?)?$/i;
/** Of the versions that were read so many are kept, none of them longer: there are few, and reading takes longer than all else. */
const MOST_KNOWN = 1000;
const known = new Map<unknown, string>();

/** Of a number and what parts it from the next: one of so many digits less one sorts by size. */
const WIDTH = 41;

/** [version, operator, version]: `=`, `!=`, `<`, `<=`, `>`, `>=`, `^` (same major) and `~` (same minor); null for all else. */
export function semVer(values: readonly unknown[]): boolean | null {
  const one = sortable(values[0]);
  const other = sortable(values[2]);
  const operator = String(values[1]);
  if (one === null || other === null) return null;
  // Both numbers at the front have the same width.
  const same = operator === "^" ? 1 : operator === "~" ? 2 : 0;
  if (same > 0) return one.slice(0, same * WIDTH) === other.slice(0, same * WIDTH);
  const order = one === other ? "=" : one < other ? "<" : ">";
  if (operator === "!=") return order !== "=";
  return ["=", "<", "<=", ">", ">="].includes(operator) ? operator.includes(order) : null;
}

/** A version as a text that sorts by Semantic Versioning 2.0.0, point 11; null where it is none. */
function sortable(version: unknown): string | null {
  const last = known.get(version);
  if (last !== undefined) return last;
  const found = typeof version === "object" ? null : VERSION.exec(String(version));
  if (found === null) return null;
  const [, major, minor = "0", patch = "0", prerelease = "~"] = found;
  // What is released comes after all that was before: "~" is above every letter. Numbers come before labels, as spaces do.
  const parts = [major, minor, patch, ...prerelease.split(".")];
  const text = parts.map((part = "") => (/^\d+$/.test(part) ? part.padStart(WIDTH - 1) : part)).join("\t");
  if (known.size < MOST_KNOWN && text.length < MOST_KNOWN) known.set(version, text);
  return text;
}
