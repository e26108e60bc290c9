import { type Check, compareCodePoints } from "@airworthy/evidence";
import { formatCounted } from "@airworthy/report";
import type { FileDifference } from "./predicate.ts";

/** A file as a package lists it. */
export interface ListedFile {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** In lower-case hexadecimal. */
  readonly sha256: string;
}

/** What was found where a file should be. */
export interface FoundContent {
  /** In bytes. */
  readonly size: number;
  /** In lower-case hexadecimal; null where the size alone told that it is another content. */
  readonly sha256: string | null;
}

/** The listed files whose content is another, or not there, in the order that they are listed. */
export function compareFiles(
  listed: readonly ListedFile[],
  found: (file: ListedFile) => FoundContent | null,
): FileDifference[] {
  return listed.flatMap((file): FileDifference[] => {
    const content = found(file);
    const expected = `sha256:${file.sha256}`;
    if (content === null) return [{ path: file.path, change: "missing", expected, found: null }];
    if (content.size === file.size && content.sha256 === file.sha256) return [];
    const digest = content.sha256 === null ? null : `sha256:${content.sha256}`;
    return [{ path: file.path, change: "changed", expected, found: digest }];
  });
}

/** Enough to see what happened; the differences hold them all. */
const SHOWN_DIFFERENCES = 50;

const WORDS = {
  changed: { reasonCode: "digest-mismatch", message: "has another content than its digest says" },
  missing: { reasonCode: "missing", message: "is missing" },
  extra: { reasonCode: "unlisted-file", message: "is listed nowhere" },
} as const satisfies Record<FileDifference["change"], Pick<Check, "reasonCode" | "message">>;

/**
 * The checks of `files` listed files: one for all that are as they should be, one for each difference, of very many the
 * first fifty and one for the rest. A difference fails.
 */
export function checkFiles(files: number, differences: readonly FileDifference[]): Check[] {
  const wrong = differences.filter(({ change }) => change !== "extra").length;
  const checks: Check[] = [];
  if (files > wrong) checks.push(intact(files - wrong));
  const sorted = differences.toSorted((a, b) => compareCodePoints(a.path, b.path));
  for (const { path, change } of sorted.slice(0, SHOWN_DIFFERENCES)) {
    checks.push({ kind: "file", subject: path, verdict: "fail", ...WORDS[change] });
  }
  const left = sorted.length - SHOWN_DIFFERENCES;
  if (left > 0) {
    const subject = `${formatCounted(left, "file")} more`;
    checks.push({ kind: "file", subject, verdict: "fail", reasonCode: "files-differ", message: "are not as listed" });
  }
  return checks;
}

function intact(files: number): Check {
  const message = files === 1 ? "has the content that its digest says" : "have the content that their digests say";
  return { kind: "file", subject: formatCounted(files, "file"), verdict: "pass", reasonCode: "intact", message };
}
