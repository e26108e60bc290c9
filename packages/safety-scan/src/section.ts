import type { Statement } from "@airworthy/evidence";
import { type Fold, formatCounted, type ReportRow, type ReportSection, type Text } from "@airworthy/report";
import { parseScan, type ScanPredicate } from "./predicate.ts";

type Finding = ScanPredicate["findings"][number];

/** More than a reader looks through; the evidence holds them all. */
const SHOWN_ROWS = 100;

/** How much worse one finding is than another, for sorting beside other sections' rows. */
const SEVERITY: Readonly<Record<Finding["verdict"], number>> = { fail: 1, inconclusive: 0.5, warn: 0 };

/** What a scan has to say in a report. Throws a UserError if the statement's predicate is not whole. */
export function reportScan(statement: Statement): ReportSection {
  const scan = parseScan(statement);
  return {
    title: "Safety scan",
    verdict: scan.verdict,
    headline: scan.headline,
    candidate: scan.candidate,
    baseline: null,
    rows: scan.findings.slice(0, SHOWN_ROWS).map(rowOf),
    folds: [kindsFold(scan)],
    facts: [`${formatCounted(scan.files, "file")} scanned`, `scan rules ${scan.rules}`],
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

/** What the files were taken for, so that a reader sees what was not looked into. */
function kindsFold(scan: ScanPredicate): Fold {
  return {
    kind: "fold",
    summary: "What was scanned",
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
