import { differenceText, formatValue, type ReportRow, type ReportSection } from "@airworthy/report";

/** What a row says beside its numbers. */
type Judged = Pick<ReportRow, "change" | "verdict" | "reason">;

const VERSION = { name: "review-sentiment", digestOf: "package" } as const;

/** A section whose every row got worse: nothing of it may be folded away. */
export function changedSection(rows: number): ReportSection {
  return section(rows, { change: "regression", verdict: "fail", reason: "regression" });
}

/** A section of which nothing changed. */
export function stableSection(rows: number): ReportSection {
  return section(rows, { change: "stable", verdict: "pass", reason: "stable" });
}

function section(rows: number, judged: Judged): ReportSection {
  return {
    title: "Behaviour",
    verdict: judged.verdict,
    headline: `${rows} tests, ${judged.reason}`,
    candidate: { ...VERSION, version: "2.0.0", sha256: "9f2c".repeat(16) },
    baseline: { ...VERSION, version: "1.4.0", sha256: "77aa".repeat(16) },
    rows: Array.from({ length: rows }, (_, index) => row(index, judged)),
    folds: [],
    facts: [`${rows} tests`, "seed 7"],
    commands: ["npx airworthy test-behavior --suite suite.yml"],
  };
}

/** As tests are: a name with some punctuation, two rates, a difference with its interval. */
function row(index: number, judged: Judged): ReportRow {
  const was = (index % 97) / 100;
  const estimate = (1 - was) * ((index % 89) / 100);
  const interval = { low: estimate - 0.03, high: estimate + 0.03, level: 0.95 };
  return {
    ...judged,
    what: `invariance to names & places <${index}>, group_${index % 40}, fails`,
    was: formatValue(was, "rate"),
    now: formatValue(was + estimate, "rate"),
    difference: differenceText({ estimate, interval, better: "lower", unit: "rate", margin: 0.02 }),
    severity: estimate,
  };
}
