import { parse, resolve } from "node:path";
import { type ComparisonPredicate, formatMetricsJson, reportComparison, resamplesNeeded } from "@airworthy/comparison";
import { type Statement, UserError } from "@airworthy/evidence";
import { composeReport, formatCounted } from "@airworthy/report";
import { type Annotation, type Outcome, type Ports, TOOL } from "@airworthy/runtime";
import { writeWhole } from "@airworthy/storage";
import type { Inputs } from "./inputs.ts";

export const OUTPUTS = {
  rows: "How many rows, or tests, were compared; empty for files of metrics.",
  regressions: "How many metrics regressed, those in slices included.",
  "possible-regressions": "How many may have regressed.",
  improvements: "How many improved.",
  "baseline-commit": "The commit that the baseline is of; empty where it is not known.",
} as const;

/** Throws a UserError where the metrics would be written over a file that is read. */
export function checkMetricsJson(inputs: Inputs, { cwd }: Ports): void {
  const { candidate, baseline, config, waivers, "metrics-json": file } = inputs;
  if (file === undefined) return;
  const written = resolve(cwd, file);
  const read = [candidate, baseline, config, waivers].find((path) => path && resolve(cwd, path) === written);
  if (read === undefined) return;
  throw new UserError(`metrics-json: ${JSON.stringify(file)} would be written over what is read`, {
    remedy: "Give another path.",
  });
}

/** Writes the candidate's metrics in DVC's form, where that was asked for. */
export async function writeMetricsJson({ findings }: ComparisonPredicate, file: string | undefined, { cwd }: Ports) {
  if (file === undefined) return;
  const metrics = findings
    .filter(({ searched }) => searched === null)
    .map(({ metric, slice, candidate }) => ({ name: metric, slice: slice ?? [], value: candidate }));
  await writeWhole(resolve(cwd, file), formatMetricsJson(metrics), file);
}

export function comparisonOutcome(
  statement: Statement<ComparisonPredicate>,
  inputs: Inputs,
): Outcome<keyof typeof OUTPUTS> {
  const { verdict, reasonCode, headline, data, findings, origin } = statement.predicate;
  const count = (change: string) =>
    String(findings.filter((finding) => finding.change === change && finding.role !== "informational").length);
  return {
    verdict,
    reasonCode,
    headline,
    outputs: {
      rows: data.rows === null ? "" : String(data.rows),
      regressions: count("regression"),
      "possible-regressions": count("possible-regression"),
      improvements: count("improvement"),
      "baseline-commit": origin?.commit ?? "",
    },
    evidence: [{ name: evidenceName(inputs.candidate), statement }],
    summary: composeReport([reportComparison(statement)], { tool: TOOL, commit: null, evidenceFiles: 1 }).blocks,
    annotations: annotationsOf(statement.predicate),
  };
}

/** Named after the candidate's file, so that comparisons on several data sets can stand in one folder. */
function evidenceName(candidate: string): string {
  const stem = parse(candidate).name.replace(/[^\w.-]+/g, "-");
  return `compare-metrics.${stem.slice(0, 100)}.json`;
}

function annotationsOf(predicate: ComparisonPredicate): Annotation[] {
  const { kind, findings, settings, waivers, noBaseline, removed } = predicate;
  const judged = findings.flatMap(({ verdict, headline, role }): Annotation[] => {
    if (verdict === "pass" || verdict === "inconclusive" || role === "informational") return [];
    return [{ level: verdict === "warn" ? "warning" : "error", message: headline }];
  });
  const warning = (message: string): Annotation => ({ level: "warning", message });
  const needed = resamplesNeeded(findings, settings.alpha);
  const drawn = Math.max(0, ...findings.map(({ resamples }) => resamples));
  return [
    ...judged,
    ...(noBaseline === null ? [] : [warning(`No baseline: ${noBaseline}`)]),
    ...(kind === "tests" && removed.length > 0
      ? [warning(`${formatCounted(removed.length, "test")} of the baseline did not run: gone, or skipped`)]
      : []),
    ...(waivers?.idle ?? []).map(({ metric, owner, reason, expires }) =>
      warning(`The waiver of ${metric} by ${owner}, until ${expires}, did nothing: ${IDLE_WORDS[reason]}`),
    ),
    ...(needed > drawn && drawn > 0
      ? [
          warning(
            `${drawn} resamples are too few for so many comparisons: no p-value can be significant. Give at least ${needed}.`,
          ),
        ]
      : []),
  ];
}

const IDLE_WORDS = {
  unused: "there is nothing to waive",
  expired: "it has expired",
  exceeded: "the loss is beyond its ceiling",
} as const;
