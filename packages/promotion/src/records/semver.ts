/** https://semver.org/spec/v2.0.0.html: major, minor, patch, pre-release and build. */
const SEMVER =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*))?(?:\+([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/;
const DIGITS = /^\d+$/;
const MOST_CHARACTERS = 200;

export function isSemver(text: string): boolean {
  return text.length <= MOST_CHARACTERS && SEMVER.test(text);
}

/**
 * The precedence of two versions, as semver.org has it in 11: below 0 where `a` comes before `b`. What is no version comes
 * before every one that is. Numbers may be longer than a double holds.
 */
export function compareSemver(a: string, b: string): number {
  const [left, right] = [SEMVER.exec(a), SEMVER.exec(b)];
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  const core = firstOf([1, 2, 3].map((part) => compareNumbers(left[part] ?? "", right[part] ?? "")));
  return core !== 0 ? core : comparePreReleases(left[4], right[4]);
}

/** A version without one comes after all of its pre-releases. */
function comparePreReleases(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const [left, right] = [a.split("."), b.split(".")];
  const shared = left.slice(0, right.length).map((part, index) => compareIdentifiers(part, right[index] ?? ""));
  const first = firstOf(shared);
  return first !== 0 ? first : left.length - right.length;
}

/** Numbers come before words, and each among their own kind. */
function compareIdentifiers(a: string, b: string): number {
  const [isNumber, isOtherNumber] = [DIGITS.test(a), DIGITS.test(b)];
  if (isNumber && isOtherNumber) return compareNumbers(a, b);
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Without leading zeros, the longer one is larger. */
function compareNumbers(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a === b ? 0 : a < b ? -1 : 1;
}

function firstOf(differences: readonly number[]): number {
  return differences.find((difference) => difference !== 0) ?? 0;
}
