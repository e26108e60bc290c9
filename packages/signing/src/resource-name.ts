const COMPONENTS_FORBIDDEN: readonly string[] = ["", ".", ".."];

/**
 * Whether a path is in the one form that the specification allows (6.1.2): relative, with single slashes, without `.` and
 * `..`, and text that UTF-8 can hold. Control characters and backslashes are refused as well: they are valid names on some systems and
 * a way out of the model on others.
 */
export function isNormalPath(path: string): boolean {
  if (!path.isWellFormed() || /[\x00-\x1f\x7f\\]/.test(path)) return false;
  return !path.split("/").some((component) => COMPONENTS_FORBIDDEN.includes(component));
}

/** The only resource of a model that is a single file, as the reference implementation in Python names it. */
export const SINGLE_FILE = ".";

/** A part of a file in bytes: from `start` up to and without `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Splits `<path>:<start>:<end>`. A path may hold colons, so the last two count. Undefined where the name is not of that
 * form, or the range is empty or beyond what a number holds exactly.
 */
export function splitShardName(name: string): { path: string; range: ByteRange } | undefined {
  const [, path, first, last] = /^(.+):(0|[1-9]\d*):([1-9]\d*)$/s.exec(name) ?? [];
  const range = { start: Number(first), end: Number(last) };
  return path !== undefined && Number.isSafeInteger(range.end) && range.start < range.end ? { path, range } : undefined;
}
