import type { Statement } from "@airworthy/evidence";
import { type Fold, formatCounted, type ReportSection } from "@airworthy/report";
import { type PackagePredicate, parsePackage } from "./predicate.ts";
import { formatBytes } from "./size.ts";

/** More than a reader looks through; the evidence holds them all. */
const SHOWN_FILES = 100;

/** What a package has to say in a report. Throws a UserError if the statement's predicate is not whole. */
export function reportPackage(statement: Statement): ReportSection {
  const predicate = parsePackage(statement);
  return {
    title: "Package",
    verdict: predicate.verdict,
    headline: predicate.headline,
    candidate: predicate.candidate,
    baseline: null,
    rows: [],
    folds: [filesFold(predicate)],
    facts: [
      formatCounted(predicate.files.length, "file"),
      formatBytes(predicate.size),
      ...(predicate.reproduced === null ? [] : ["packed twice, same digest"]),
    ],
    commands: [],
    metrics: [{ name: "package size", value: predicate.size, unit: "bytes", better: "lower" }],
  };
}

function filesFold(predicate: PackagePredicate): Fold {
  const { files, candidate } = predicate;
  const shown = files.slice(0, SHOWN_FILES);
  const left = files.length - shown.length;
  return {
    kind: "fold",
    summary: `Files of ${candidate.name} ${candidate.version ?? ""}`.trimEnd(),
    blocks: [
      {
        kind: "table",
        columns: [
          { title: "File", align: "left" },
          { title: "Kind", align: "left" },
          { title: "Size", align: "right" },
          { title: "SHA-256", align: "left" },
        ],
        rows: shown.map((file) => [file.path, file.type, formatBytes(file.size), { kind: "code", text: file.sha256 }]),
      },
      ...(left > 0
        ? [{ kind: "paragraph" as const, text: `and ${formatCounted(left, "file")} more, in the evidence.` }]
        : []),
    ],
  };
}
