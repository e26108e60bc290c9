import { VERDICTS, type Verdict, worstVerdict } from "@airworthy/evidence";
import { capText } from "@airworthy/report";
import { type FindingVerdict, RULES, type RuleId } from "./rules.ts";

/** What was found, and where. */
export interface ScanFinding {
  readonly rule: RuleId;
  readonly verdict: FindingVerdict;
  /** A file, or a member of an archive after an exclamation mark: "model.pt!archive/data.pkl". Untrusted text. */
  readonly path: string;
  /** In bytes from the start of what `path` names; null where the finding is of the whole. */
  readonly offset: number | null;
  /** From 1, for text. */
  readonly line: number | null;
  /** A sentence without a full stop at its end. Holds untrusted text. */
  readonly message: string;
}

/** Where a finding is, where it is not of the whole. */
export interface Spot {
  readonly offset?: number;
  readonly line?: number;
}

/** Findings kept of one path: a hostile file can ask for millions. */
const KEPT_FINDINGS = 50;
/** Paths of which findings are kept: a hostile archive has as many members as it likes. */
const KEPT_PATHS = 1000;
/** Characters of a message, which may quote a hostile name. */
const MESSAGE_CHARACTERS = 400;

/** Collects findings: each once, of each path the first few; what is left out is counted with its worst verdict. */
export class FindingLog {
  readonly #seen = new Set<string>();
  readonly #kept = new Map<string, ScanFinding[]>();
  readonly #left = new Map<string, { count: number; verdict: FindingVerdict }>();

  add(rule: RuleId, path: string, message: string, spot: Spot = {}): void {
    const { offset = null, line = null } = spot;
    const text = capText(message, MESSAGE_CHARACTERS);
    this.#put({ rule, verdict: RULES[rule].verdict, path, offset, line, message: text });
  }

  /** Takes over what another log has collected. */
  merge(other: FindingLog): void {
    for (const finding of other.findings()) this.#put(finding);
  }

  has(...rules: readonly RuleId[]): boolean {
    return [...this.#kept.values()].some((kept) => kept.some(({ rule }) => rules.includes(rule)));
  }

  /** In the order of the paths' first findings. */
  findings(): ScanFinding[] {
    return [...this.#kept].flatMap(([path, kept]) => {
      const left = this.#left.get(path);
      if (left === undefined) return kept;
      const message = `${left.count} more findings are not listed`;
      return [
        ...kept,
        { rule: "more-findings" as const, verdict: left.verdict, path, offset: null, line: null, message },
      ];
    });
  }

  #put(finding: ScanFinding): void {
    const { path, rule, verdict, message } = finding;
    const key = JSON.stringify([path, rule, message]);
    if (this.#seen.has(key)) return;
    if (this.#kept.size >= KEPT_PATHS && !this.#kept.has(path)) {
      const [first = path] = this.#kept.keys();
      this.#leaveOut(first, verdict);
      return;
    }
    const kept = this.#kept.get(path) ?? [];
    this.#kept.set(path, kept);
    if (kept.length >= KEPT_FINDINGS) {
      this.#leaveOut(path, verdict);
      return;
    }
    this.#seen.add(key);
    kept.push(finding);
  }

  #leaveOut(path: string, verdict: FindingVerdict): void {
    const before = this.#left.get(path) ?? { count: 0, verdict };
    this.#left.set(path, { count: before.count + 1, verdict: worse(before.verdict, verdict) });
  }
}

function worse(a: FindingVerdict, b: FindingVerdict): FindingVerdict {
  return VERDICTS.indexOf(a) > VERDICTS.indexOf(b) ? a : b;
}

/** The verdict of findings: without any it passes, if there was a file to look at. */
export function verdictOf(findings: readonly { readonly verdict: FindingVerdict }[], files: number): Verdict {
  if (files === 0) return "inconclusive";
  return findings.length === 0 ? "pass" : worstVerdict(findings.map(({ verdict }) => verdict));
}

/** Worst first, then by path and place: the order in which a reader needs them. */
export function compareFindings(a: ScanFinding, b: ScanFinding): number {
  const severity = VERDICTS.indexOf(b.verdict) - VERDICTS.indexOf(a.verdict);
  if (severity !== 0) return severity;
  if (a.path !== b.path) return Buffer.compare(Buffer.from(a.path), Buffer.from(b.path));
  // What is left out is told last.
  const isLast = (finding: ScanFinding) => Number(finding.rule === "more-findings");
  if (isLast(a) !== isLast(b)) return isLast(a) - isLast(b);
  return (a.offset ?? -1) - (b.offset ?? -1) || (a.line ?? -1) - (b.line ?? -1);
}
