import type { Verdict } from "@airworthy/evidence";
import type { ModelFile } from "@airworthy/model-files";
import { formatCounted } from "@airworthy/report";
import { INFLATED_BYTES } from "./archive/inflate.ts";
import { compareFindings, FindingLog, type ScanFinding, verdictOf } from "./finding.ts";
import { KINDS, type Kind } from "./kind.ts";
import { allowList } from "./pickle/allow-list.ts";
import { RULES } from "./rules.ts";
import { scanItem } from "./scan-item.ts";

export interface ScanOptions {
  /** Globals that pickles may name besides the shipped ones: "module.name", exact, without wildcards. */
  readonly allowGlobals: readonly string[];
  /** Paths, as findings name them, whose "could not be scanned" is taken for a warning; of members, each its own. */
  readonly acceptUnscanned: readonly string[];
  /** Told each file before it is looked at. */
  readonly onFile?: (path: string) => void;
}

/** What a scan found. */
export interface ScanResult {
  readonly verdict: Verdict;
  readonly reasonCode: string;
  readonly headline: string;
  /** Worst first. Without any, every file was looked at and nothing was found. */
  readonly findings: readonly ScanFinding[];
  readonly files: number;
  /** How many files, and members of archives, were of which kind. */
  readonly kinds: readonly { readonly kind: Kind; readonly count: number }[];
}

/** More than a reader looks through and a report carries; what is left out is counted with its worst verdict. */
const KEPT_FINDINGS = 1000;

/**
 * Looks at every file for what could harm whoever loads it; loads and executes nothing. Pickles are read whole, the weights
 * beside them only as far as it takes to tell what they are. What cannot be looked at is `inconclusive`, and so is an
 * empty list: only what was seen passes. Deterministic. Throws a UserError for an entry of the allow-list that is none,
 * and whatever reading a file throws.
 */
export async function scanFiles(
  files: AsyncIterable<ModelFile> | Iterable<ModelFile>,
  options: ScanOptions,
): Promise<ScanResult> {
  const allow = allowList(options.allowGlobals);
  const counts = new Map<Kind, number>();
  const found: ScanFinding[] = [];
  let count = 0;
  for await (const { path, source } of files) {
    options.onFile?.(path);
    const log = new FindingLog();
    const scan = {
      allow,
      log,
      budget: { bytes: INFLATED_BYTES },
      scanItem: async (...[item, context]: Parameters<typeof scanItem>) => {
        const kind = await scanItem(item, context);
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
        return kind;
      },
    };
    await scan.scanItem({ path, name: path, source, depth: 0, isRaw: false }, scan);
    for (const finding of log.findings()) found.push(finding);
    count++;
  }
  const findings = shorten(found.map((finding) => accept(finding, options.acceptUnscanned)).sort(compareFindings));
  const kinds = KINDS.map((kind) => ({ kind, count: counts.get(kind) ?? 0 })).filter((entry) => entry.count > 0);
  return { ...conclude(findings, count), findings, files: count, kinds };
}

function accept(finding: ScanFinding, accepted: readonly string[]): ScanFinding {
  // What was not listed may be of other paths.
  const isListed = finding.rule !== "more-findings";
  const isAccepted = isListed && finding.verdict === "inconclusive" && accepted.includes(finding.path);
  return isAccepted ? { ...finding, verdict: "warn", message: `${finding.message} (accepted)` } : finding;
}

/** Findings are sorted: what is left out is no worse than what is kept. */
function shorten(findings: readonly ScanFinding[]): ScanFinding[] {
  const kept = findings.slice(0, KEPT_FINDINGS);
  const first = findings[KEPT_FINDINGS];
  if (first === undefined) return kept;
  const message = `${findings.length - KEPT_FINDINGS} more findings are not listed`;
  return [
    ...kept,
    { rule: "more-findings", verdict: first.verdict, path: first.path, offset: null, line: null, message },
  ];
}

function conclude(
  findings: readonly ScanFinding[],
  files: number,
): Pick<ScanResult, "verdict" | "reasonCode" | "headline"> {
  if (files === 0) return { verdict: "inconclusive", reasonCode: "no-files", headline: "There was no file to scan." };
  const [first] = findings;
  const worst = findings.find(({ rule, verdict }) => rule !== "more-findings" && verdict === first?.verdict) ?? first;
  const scanned = formatCounted(files, "file");
  if (worst === undefined) {
    return { verdict: "pass", reasonCode: "nothing-found", headline: `Nothing found in ${scanned}.` };
  }
  const paths = new Set(findings.filter(({ verdict }) => verdict === worst.verdict).map(({ path }) => path));
  const others = paths.size > 1 ? `, and in ${formatCounted(paths.size - 1, "more place")}` : "";
  return {
    verdict: verdictOf(findings, files),
    reasonCode: worst.rule,
    headline: `${RULES[worst.rule].title}: ${worst.path}${others}.`,
  };
}
