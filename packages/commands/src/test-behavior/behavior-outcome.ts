import { resolve } from "node:path";
import {
  BEHAVIOR_TYPE,
  type BehaviorFinding,
  type BehaviorPredicate,
  reportTestResult,
  toCtrf,
  toJunit,
} from "@airworthy/behavior";
import { createStatement, subjectOf } from "@airworthy/evidence";
import { composeReport } from "@airworthy/report";
import { type Annotation, type Outcome, path, TOOL } from "@airworthy/runtime";
import { writeWhole } from "@airworthy/storage";
import { isShipped } from "./shipped-suites.ts";

/** What the verbs that end in evidence of behaviour answer. */
export const BEHAVIOR_OUTPUTS = {
  cases: "How many cases were run.",
  failures: "How many of them the candidate fails.",
  "new-failures": "How many it fails that the baseline passes; empty without a baseline.",
  fixed: "How many it passes that the baseline fails; empty without a baseline.",
} as const;

/** Other forms of the same findings, for other tools. */
export const PROJECTION_INPUTS = {
  junit: path().optional().describe("Writes the findings to this file as JUnit XML."),
  ctrf: path().optional().describe("Writes the findings to this file as a Common Test Report Format report."),
};

interface Projections {
  readonly junit: string | undefined;
  readonly ctrf: string | undefined;
}

/** Writes the other forms that were asked for. Throws a UserError where that cannot be done. */
export async function writeProjections(predicate: BehaviorPredicate, { junit, ctrf }: Projections, cwd: string) {
  if (junit !== undefined) await writeWhole(resolve(cwd, junit), toJunit(predicate), junit);
  if (ctrf !== undefined) await writeWhole(resolve(cwd, ctrf), toCtrf(predicate), ctrf);
}

export function behaviorOutcome(predicate: BehaviorPredicate): Outcome<keyof typeof BEHAVIOR_OUTPUTS> {
  const statement = createStatement(subjectOf(predicate.candidate), BEHAVIOR_TYPE, predicate);
  const tests = predicate.findings.filter(({ slice }) => slice === null);
  const sum = (count: (finding: BehaviorFinding) => number) => tests.reduce((total, test) => total + count(test), 0);
  const beside = (count: "newFailures" | "fixed") =>
    predicate.baseline === null ? "" : String(sum(({ comparison }) => comparison?.[count] ?? 0));
  const context = { tool: TOOL, commit: null, evidenceFiles: 1 };
  return {
    verdict: predicate.verdict,
    reasonCode: predicate.reasonCode,
    headline: predicate.headline,
    outputs: {
      cases: String(predicate.suite.cases),
      failures: String(sum(({ candidate }) => candidate.failed)),
      "new-failures": beside("newFailures"),
      fixed: beside("fixed"),
    },
    evidence: [{ name: evidenceName(predicate), statement }],
    summary: composeReport([reportTestResult(statement)], context).blocks,
    annotations: annotationsOf(predicate),
  };
}

/** Of a shard its own, so that the files of all of them can lie in one folder. */
function evidenceName({ suite, shard }: BehaviorPredicate): string {
  const part = shard === null ? "" : `.shard-${shard.index}-of-${shard.of}`;
  return `test-behavior.${suite.name}${part}.json`;
}

function annotationsOf(predicate: BehaviorPredicate): Annotation[] {
  return predicate.findings.flatMap((finding): Annotation[] => {
    if (finding.verdict === "pass") return [];
    const level = finding.verdict === "fail" || finding.verdict === "error" ? "error" : "warning";
    return [{ level, message: finding.headline, ...placeOf(predicate.suite.file, finding.line) }];
  });
}

/** A suite that comes with us is no file of the repository. */
function placeOf(file: string, line: number | null): Pick<Annotation, "file" | "line"> {
  if (isShipped(file)) return {};
  return line === null ? { file } : { file, line };
}
