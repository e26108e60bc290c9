import type { Statement } from "@airworthy/evidence";
import { type Fold, formatCounted, type ReportRow, type ReportSection, type Text } from "@airworthy/report";
import { parseScan, type ScanPredicate } from "./predicate.ts";

type Finding = ScanPredicate["findings"][number];

/** More than a reader looks through; the evidence holds them all. */
const SHOWN = 100;

/** How much worse one finding is than another, for sorting beside other sections' rows. */
const SEVERITY: Readonly<Record<Finding["verdict"], number>> = { fail: 1, inconclusive: 0.5, warn: 0 };

/** What a scan has to say in a report. Throws a UserError if the statement's predicate is not whole. */
export function reportScan(statement: Statement): ReportSection {
  const scan = parseScan(statement);
  const warnings = scan.findings.filter(({ verdict }) => verdict === "warn");
  const problems = scan.findings.filter(({ verdict }) => verdict !== "warn");
  return {
    title: "Safety scan",
    verdict: scan.verdict,
    headline: scan.headline,
    candidate: scan.candidate,
    baseline: null,
    rows: problems.slice(0, SHOWN).map(rowOf),
    folds: [...warningsFold(warnings), kindsFold(scan)],
    facts: [`${formatCounted(scan.files, "file")} scanned`],
    commands: [],
  };
}

function rowOf(finding: Finding): ReportRow {
  return {
    change: finding.change,
    verdict: finding.verdict,
    what: { kind: "code", text: finding.path },
    was: null,
    now: null,
    difference: messageOf(finding),
    reason: finding.reasonCode.replaceAll("-", " "),
    severity: SEVERITY[finding.verdict],
  };
}

function messageOf({ headline, offset }: Finding): Text {
  return offset === null ? headline : `${headline} (byte ${offset})`;
}

/** Folded: a model of many files in a format of its own has as many warnings that say the same. */
function warningsFold(warnings: readonly Finding[]): readonly Fold[] {
  if (warnings.length === 0) return [];
  const items = warnings
    .slice(0, SHOWN)
    .map((finding): Text => [{ kind: "code", text: finding.path }, ": ", ...[messageOf(finding)].flat()]);
  const left = warnings.length - items.length;
  const more = left > 0 ? [`and ${left} more, in the evidence`] : [];
  const summary = `To look at: ${formatCounted(warnings.length, "warning")} of the scan`;
  return [{ kind: "fold", summary, blocks: [{ kind: "list", items: [...items, ...more] }] }];
}

/** What the files were taken for, so that a reader sees what was not looked into. */
function kindsFold(scan: ScanPredicate): Fold {
  return {
    kind: "fold",
    summary: `What was scanned of ${nameOf(scan)}, by rules ${scan.rules}`,
    blocks: [
      {
        kind: "table",
        columns: [
          { title: "Kind", align: "left" },
          { title: "Files and members", align: "right" },
        ],
        rows: scan.kinds.map(({ kind, count }) => [kind, String(count)]),
      },
      {
        kind: "paragraph",
        text:
          "Pickles, configurations and text are read whole; weights only as far as it takes to tell that they are " +
          "no code. The checksums of large members of archives that hold weights are not computed.",
      },
    ],
  };
}

function nameOf({ candidate: { name, version } }: ScanPredicate): string {
  return version === null ? name : `${name} ${version}`;
}
