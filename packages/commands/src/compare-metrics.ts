import { parse } from "node:path";
import {
  type ComparisonPredicate,
  createComparison,
  parseMetricRequests,
  reportComparison,
  resamplesNeeded,
} from "@airworthy/comparison";
import type { Statement } from "@airworthy/evidence";
import { composeReport } from "@airworthy/report";
import {
  type Annotation,
  defineCommand,
  type InputValues,
  integer,
  list,
  number,
  type Outcome,
  type Ports,
  path,
  TOOL,
} from "@airworthy/runtime";
import { openTable } from "./compare-metrics/open-table.ts";
import { readVersions, VERSION_INPUTS } from "./version-inputs.ts";

/** Ten thousand put the ends of a 95 % interval within about 2 % of its width (Efron and Tibshirani, 1993, chapter 19). */
const DEFAULT_RESAMPLES = "10000";
/** Under 30, even a perfect record leaves a loss of a tenth open (the rule of three: 3/30). */
const DEFAULT_MIN_ROWS = "30";
/** A percentage point: the smallest change that most teams would act on. */
const DEFAULT_MARGIN = "0.01";

const INPUTS = {
  candidate: path().describe(
    "The candidate's predictions: .jsonl, .ndjson or .csv with the columns id, label and prediction; any further column can be a slice.",
  ),
  baseline: path().optional().describe("The baseline's predictions, on the same rows; without it only floors decide."),
  metrics: list()
    .default("accuracy\nmacro-recall\nmacro-f1")
    .describe(
      "A metric a line, with rules if wanted: `accuracy: floor=0.8 slice-floor=0.7 max-drop=0.02 max-relative-drop=0.05 margin=0.01`.",
    ),
  slices: list().optional().describe("Columns, a line each; every metric is also compared for each of their values."),
  classes: list()
    .optional()
    .describe("All classes that labels and predictions may be, a line each; any that occur, without it."),
  alpha: number({ min: 0, max: 0.5 })
    .default("0.05")
    .describe("The chance, over all metrics, of calling a difference significant where there is none."),
  margin: number({ min: 0, max: 1 })
    .default(DEFAULT_MARGIN)
    .describe("The smallest change that matters, in the metric's unit: 0.01 is a percentage point."),
  resamples: integer({ min: 100, max: 1_000_000 })
    .default(DEFAULT_RESAMPLES)
    .describe("How often the rows are drawn anew for the intervals."),
  "min-rows": integer({ min: 1, max: 1_000_000 })
    .default(DEFAULT_MIN_ROWS)
    .describe("With fewer rows, in all or in a slice, nothing is concluded."),
  seed: integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER })
    .default("0")
    .describe("Determines the draws: the same tables and seed give the same evidence."),
  ...VERSION_INPUTS,
};

type Inputs = InputValues<typeof INPUTS>;

const OUTPUTS = {
  rows: "How many rows were compared.",
  regressions: "How many metrics regressed, those in slices included.",
  "possible-regressions": "How many may have regressed.",
  improvements: "How many improved.",
} as const;

export const compareMetrics = defineCommand({
  name: "compare-metrics",
  summary: "Compare a candidate's metrics with the baseline's, with statistics.",
  permissions: [],
  triggers: ["pull_request", "push", "workflow_dispatch", "schedule"],
  writesEvidence: true,
  inputs: INPUTS,
  outputs: OUTPUTS,
  async run(inputs, ports) {
    const startedOn = ports.now();
    const metrics = parseMetricRequests(inputs.metrics);
    const { candidate, baseline } = await ports.log.group("Read predictions", () => openTables(inputs, ports));
    const statement = await ports.log.group("Compare metrics", async () =>
      createComparison(
        { candidate: candidate.table, baseline: baseline?.table ?? null, metrics, ...comparisonOf(inputs) },
        {
          candidate: candidate.version,
          baseline: baseline?.version ?? null,
          tool: TOOL,
          startedOn,
          finishedOn: () => ports.now(),
        },
      ),
    );
    return outcomeOf(statement, inputs);
  },
});

async function openTables(inputs: Inputs, ports: Ports) {
  const shared = { slices: inputs.slices ?? [], classes: inputs.classes ?? [] };
  const versions = readVersions(inputs);
  const candidate = await openTable({ ...versions.candidate, ...shared }, ports);
  const baseline = versions.baseline && (await openTable({ ...versions.baseline, ...shared }, ports));
  return { candidate, baseline };
}

function comparisonOf(inputs: Inputs) {
  const { alpha, margin, resamples, "min-rows": minRows, seed } = inputs;
  return { classes: inputs.classes ?? [], settings: { alpha, margin, resamples, minRows, seed } };
}

function outcomeOf(statement: Statement<ComparisonPredicate>, inputs: Inputs): Outcome<keyof typeof OUTPUTS> {
  const { verdict, reasonCode, headline, rows, findings } = statement.predicate;
  const count = (change: string) => String(findings.filter((finding) => finding.change === change).length);
  return {
    verdict,
    reasonCode,
    headline,
    outputs: {
      rows: String(rows),
      regressions: count("regression"),
      "possible-regressions": count("possible-regression"),
      improvements: count("improvement"),
    },
    evidence: [{ name: evidenceName(inputs.candidate), statement }],
    summary: composeReport([reportComparison(statement)], { tool: TOOL, commit: null, evidenceFiles: 1 }).blocks,
    annotations: annotationsOf(statement.predicate),
  };
}

/** Named after the candidate's table, so that comparisons on several data sets can stand in one folder. */
function evidenceName(candidate: string): string {
  const stem = parse(candidate).name.replace(/[^\w.-]+/g, "-");
  return `compare-metrics.${stem.slice(0, 100)}.json`;
}

function annotationsOf({ findings, settings }: ComparisonPredicate): Annotation[] {
  const needed = resamplesNeeded(findings, settings.alpha);
  const few: Annotation = {
    level: "warning",
    message: `${settings.resamples} resamples are too few for so many slices: no p-value can be significant. Give at least ${needed}.`,
  };
  const judged = findings.flatMap(({ verdict, headline }): Annotation[] => {
    if (verdict === "fail") return [{ level: "error", message: headline }];
    return verdict === "warn" ? [{ level: "warning", message: headline }] : [];
  });
  return needed > settings.resamples ? [...judged, few] : judged;
}
