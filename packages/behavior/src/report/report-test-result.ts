import type { Change, Statement, Verdict } from "@airworthy/evidence";
import { type Fold, formatCount, formatCounted, type ReportSection } from "@airworthy/report";
import { type ForeignResult, foreignVerdict, isOwnResult, parseForeignResult } from "../evidence/foreign-result.ts";
import { cut } from "../results/shown.ts";
import { reportBehavior } from "./report-behavior.ts";

/** Names shown of another tool's tests. */
const SHOWN_TESTS = 20;

const CHANGES: Readonly<Record<Verdict, Change>> = {
  pass: "no-baseline",
  warn: "no-baseline",
  inconclusive: "insufficient-evidence",
  fail: "no-baseline",
  error: "error",
};

/**
 * The report's section on a test result: of ours all that it found, of another tool's what in-toto's fields say. Throws a
 * UserError where the predicate is not valid.
 */
export function reportTestResult(statement: Statement): ReportSection {
  return isOwnResult(statement) ? reportBehavior(statement) : reportForeign(statement);
}

function reportForeign(statement: Statement): ReportSection {
  const result = parseForeignResult(statement);
  const verdict = foreignVerdict(result);
  const { name, digest } = statement.subject[0];
  const headline = headlineOf(result);
  return {
    title: "Test result of another tool",
    verdict,
    headline,
    candidate: { name, version: null, sha256: digest.sha256, digestOf: "input" },
    baseline: null,
    rows: [
      {
        change: CHANGES[verdict],
        verdict,
        what: "tests of another tool",
        was: null,
        now: result.result.toLowerCase(),
        difference: "",
        reason: headline,
        severity: 0,
      },
    ],
    folds: [...fold("failed", result.failedTests), ...fold("warned", result.warnedTests)],
    facts: [],
    commands: [],
  };
}

function headlineOf({ passedTests, warnedTests, failedTests }: ForeignResult): string {
  const named = passedTests.length + warnedTests.length + failedTests.length;
  if (named === 0) return "no test is named";
  const warned = warnedTests.length === 0 ? "" : `, ${formatCount(warnedTests.length)} warned`;
  return `${formatCount(failedTests.length)} of ${formatCounted(named, "test")} failed${warned}`;
}

function fold(what: string, tests: readonly string[]): Fold[] {
  if (tests.length === 0) return [];
  const items = tests.slice(0, SHOWN_TESTS).map(cut);
  const more = tests.length > SHOWN_TESTS ? [`and ${formatCount(tests.length - SHOWN_TESTS)} more`] : [];
  const summary = `${formatCounted(tests.length, "test")} of another tool ${what}`;
  return [{ kind: "fold", summary, blocks: [{ kind: "list", items: [...items, ...more] }] }];
}
