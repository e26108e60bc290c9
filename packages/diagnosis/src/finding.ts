import type { TextProblem, UserError } from "@airworthy/evidence";
import { SEVERITIES } from "./rules/rule.ts";
import { type RuleId, ruleOf } from "./rules/rules.ts";

/** Where something stands; line and column from 1, null where they are not known. */
export interface Place {
  /** A path from the folder that was looked at, or such as "settings at GitHub". */
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;
}

export interface Finding {
  readonly rule: RuleId;
  readonly place: Place;
  /** What was found there, without a full stop. Untrusted text. */
  readonly found: string;
  /** What to write or to run. Untrusted text; may have several lines. */
  readonly remedy: string;
}

/** A text of the repository. */
export interface RepositoryText {
  /** From the folder that was looked at, with slashes. */
  readonly path: string;
  readonly text: string;
}

export type PlaceOf = (path: readonly unknown[]) => { readonly line: number; readonly column: number } | undefined;

/** Of one file; nobody mends more at a time, and a hostile file has no more to say. */
const MOST_OF_A_FILE = 100;

export function at(file: string, place?: { readonly line?: number | undefined; readonly column?: number | undefined }) {
  return { file, line: place?.line ?? null, column: place?.column ?? null };
}

/** What an error says of a file, each of its problems by itself; `placeOf` tells the columns, where the text is YAML. */
export function findingsOfError(
  rule: RuleId,
  file: string,
  { message, problems, remedy = "" }: UserError,
  placeOf?: PlaceOf,
): Finding[] {
  if (problems.length === 0) return [{ rule, place: at(file), found: message, remedy: remedy || `Mend ${file}.` }];
  return problems.map((problem) => ({
    rule,
    place: at(file, placeOfProblem(problem, placeOf)),
    found: problem.message,
    remedy: remedy || remedyOf(problem.message, file),
  }));
}

function placeOfProblem({ path, line, column }: TextProblem, placeOf: PlaceOf | undefined) {
  return (path.length > 0 ? placeOf?.(path) : undefined) ?? { line, column };
}

function remedyOf(message: string, file: string): string {
  const near = /; did you mean (?<name>.+)\?$/.exec(message)?.groups?.["name"];
  return near === undefined ? `Change it in ${file} to what is allowed.` : `Write ${near}.`;
}

/** Worst first, then by file and line; of one file no more than anybody reads. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  const sorted = findings.toSorted(
    (a, b) =>
      weightOf(a) - weightOf(b) ||
      compare(a.place.file, b.place.file) ||
      (a.place.line ?? 0) - (b.place.line ?? 0) ||
      (a.place.column ?? 0) - (b.place.column ?? 0) ||
      compare(a.rule, b.rule) ||
      compare(a.found, b.found),
  );
  const counts = new Map<string, number>();
  return sorted.filter(({ place }) => {
    const count = (counts.get(place.file) ?? 0) + 1;
    counts.set(place.file, count);
    return count <= MOST_OF_A_FILE;
  });
}

function weightOf({ rule }: Finding): number {
  return SEVERITIES.indexOf(ruleOf(rule).severity);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
