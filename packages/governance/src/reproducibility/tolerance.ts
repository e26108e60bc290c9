import { UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { type PathPattern, parsePathPattern } from "./path-pattern.ts";

const size = v.pipe(v.number(), v.finite(), v.minValue(0));

/** How far two numbers may be apart: the larger of the absolute size and the relative one times the larger number. */
export const toleranceSchema = v.strictObject({ absolute: size, relative: v.pipe(size, v.maxValue(1)) });

export type Tolerance = v.InferOutput<typeof toleranceSchema>;

/** What holds for some files, or with null for all that no other line names. */
export interface ToleranceLine {
  readonly pattern: PathPattern | null;
  readonly tolerance: Tolerance;
}

const NUMBER = /^(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const ALLOWED = "`1e-6`, or a file's pattern, a colon and abs= or rel=, is allowed, such as `metrics.json: rel=1e-3`";

/**
 * Reads lines such as `1e-6` (absolute and relative, for every file) and `*.json: rel=1e-3 abs=1e-9`. Throws a UserError
 * that names the line.
 */
export function parseTolerances(lines: readonly string[]): readonly ToleranceLine[] {
  const read = lines.map(parseLine);
  const names = read.map(({ pattern }) => pattern?.text ?? "");
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return read;
  throw new UserError(`tolerance: ${twice === "" ? "all files have" : `${JSON.stringify(twice)} has`} two lines`);
}

/** The tolerance of a file: of the first line whose pattern names it, else of the line for all; null where none is stated. */
export function toleranceFor(path: string, lines: readonly ToleranceLine[]): Tolerance | null {
  const named = lines.find(({ pattern }) => pattern?.matches(path) === true);
  return (named ?? lines.find(({ pattern }) => pattern === null))?.tolerance ?? null;
}

/**
 * Whether two numbers are as near as is allowed: |a - b| <= max(relative * max(|a|, |b|), absolute), as Python's
 * math.isclose has it (PEP 485). An infinity is near only itself; a NaN that came again is what it was.
 */
export function isNear(a: number, b: number, { absolute, relative }: Tolerance): boolean {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
  return Math.abs(a - b) <= Math.max(relative * Math.max(Math.abs(a), Math.abs(b)), absolute);
}

function parseLine(line: string): ToleranceLine {
  const [, name, settings = ""] = /^(.*):\s*([^:]*)$/s.exec(line) ?? [];
  if (name === undefined) {
    const both = numberOf(line, line);
    return { pattern: null, tolerance: checked({ absolute: both, relative: both }, line) };
  }
  const words = settings.split(/\s+/).filter((word) => word !== "");
  const given = new Map<string, number>();
  for (const word of words) {
    const [, key = "", text = ""] = /^(abs|rel)=(.*)$/.exec(word) ?? [];
    if (key === "" || given.has(key)) throw problem(line);
    given.set(key, numberOf(text, line));
  }
  if (given.size === 0) throw problem(line);
  const tolerance = { absolute: given.get("abs") ?? 0, relative: given.get("rel") ?? 0 };
  return { pattern: parsePathPattern(name.trim(), "tolerance"), tolerance: checked(tolerance, line) };
}

function checked(tolerance: Tolerance, line: string): Tolerance {
  if (tolerance.relative <= 1 && Number.isFinite(tolerance.absolute)) return tolerance;
  throw problem(line);
}

function numberOf(text: string, line: string): number {
  if (!NUMBER.test(text)) throw problem(line);
  return Number(text);
}

function problem(line: string): UserError {
  return new UserError(`tolerance: ${JSON.stringify(line.slice(0, 120))} was given; ${ALLOWED}`, {
    remedy: "Sizes are at least 0, relative ones at most 1.",
  });
}
