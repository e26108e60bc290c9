import { readdir } from "node:fs/promises";
import { resolve } from "node:path";
import { type Statement, UserError } from "@airworthy/evidence";
import { type ReproducibilityPredicate, reportReproducibility, stateReproducibility } from "@airworthy/governance";
import { composeReport, type ReportContext, type VerdictWords } from "@airworthy/report";
import { type Annotation, defineCommand, type Outcome, TOOL } from "@airworthy/runtime";
import { candidateOf } from "./check-reproducibility/candidate.ts";
import { commandLineOf } from "./check-reproducibility/command-line.ts";
import { exportRun } from "./check-reproducibility/export-run.ts";
import { hideAll, hideParameters, withoutSecrets } from "./check-reproducibility/hide-secrets.ts";
import { CHECK_INPUTS } from "./check-reproducibility/inputs.ts";
import { readPlan } from "./check-reproducibility/read-plan.ts";
import { readRecord } from "./check-reproducibility/read-record.ts";
import { runCheck } from "./check-reproducibility/run-check.ts";

const WORDS: VerdictWords = {
  pass: "Reproducible",
  warn: "Reproducible, with care",
  inconclusive: "Undecided",
  fail: "Not reproducible",
  error: "Could not be run",
};

/** As many as a reader takes in; the report and the evidence have them all. */
const SHOWN_ANNOTATIONS = 10;
const SHORT_DIGITS = 12;

export const checkReproducibility = defineCommand({
  name: "check-reproducibility",
  summary: "Run a training or an evaluation twice, record the experiment, and compare what the runs made.",
  permissions: [],
  triggers: ["pull_request", "push", "workflow_dispatch", "schedule"],
  writesEvidence: true,
  inputs: CHECK_INPUTS,
  outputs: {
    digest: "What the evidence is on, as sha256:DIGEST: the package, or else all that the first run made.",
    files: "How many outputs were compared.",
    differences: "How many outputs differ, or were not made by every run.",
    "first-difference": "The first output that differs, where, and both values; empty where none does.",
  },
  async run(inputs, ports) {
    const startedOn = ports.now().toISOString();
    const { cwd } = ports;
    const plan = await readPlan(inputs, ports);
    const keep = inputs.keep === undefined ? null : await emptyFolder(resolve(cwd, inputs.keep), inputs.keep);
    const record = await ports.log.group("Record the experiment", () => readRecord(plan, inputs, ports));
    const { recorded, secrets } = plan.environment;
    const found = await runCheck(plan, inputs, keep, ports);
    const { runs, durations, outputs, metrics, doubts } = withoutSecrets(found, secrets);
    const statement = stateReproducibility({
      candidate: await candidateOf(inputs, plan, found.outputs, cwd),
      inputs: [...record.data, ...record.lockFiles],
      tool: TOOL,
      seed: inputs.seed,
      startedOn,
      finishedOn: ports.now().toISOString(),
      argv: [...plan.argv].map((word) => hideAll(word, secrets)),
      isolation: plan.isolation,
      environment: [...recorded],
      runs: [...runs],
      outputs: [...outputs],
      record: { ...record, metrics, parameters: hideParameters(record.parameters, secrets) },
      durations: [...durations],
      command: hideAll(commandLineOf(inputs), secrets),
      doubts,
    });
    const unwritten = await exportRun(statement, inputs, plan.tracking, ports);
    return withUnwritten(outcomeOf(statement), unwritten);
  },
});

async function emptyFolder(location: string, shown: string): Promise<string> {
  const names = await readdir(location).catch(() => []);
  if (names.length === 0) return location;
  throw new UserError(`keep: ${shown} is not empty; what the first run makes would be mixed with what is there`);
}

type Checked = Outcome<"digest" | "files" | "differences" | "first-difference">;

/** Who asked for a record elsewhere and did not get it is told so, whatever the check found: its evidence has that verdict. */
function withUnwritten(outcome: Checked, unwritten: readonly string[]): Checked {
  if (unwritten.length === 0) return outcome;
  const told = unwritten.join(" ");
  return {
    ...outcome,
    verdict: "error",
    reasonCode: "export-failed",
    headline: `${outcome.headline} ${told}`,
    summary: [{ kind: "paragraph", text: told }, ...outcome.summary],
    annotations: [...unwritten.map((message) => ({ level: "error", message }) as const), ...outcome.annotations],
  };
}

function outcomeOf(statement: Statement<ReproducibilityPredicate>): Checked {
  const { verdict, reasonCode, headline, candidate, outputs, findings } = statement.predicate;
  const differing = findings.filter((finding) => finding.verdict === "fail");
  const context: ReportContext = { tool: TOOL, commit: null, evidenceFiles: 1, words: WORDS };
  return {
    verdict,
    reasonCode,
    headline,
    outputs: {
      digest: `sha256:${candidate.sha256}`,
      files: String(outputs.length),
      differences: String(differing.length),
      "first-difference": differing[0]?.headline ?? "",
    },
    evidence: [{ name: `check-reproducibility.${candidate.sha256.slice(0, SHORT_DIGITS)}.json`, statement }],
    summary: composeReport([reportReproducibility(statement)], context).blocks,
    annotations: annotationsOf(statement.predicate),
  };
}

function annotationsOf({ findings }: ReproducibilityPredicate): Annotation[] {
  const wrong = findings.filter(({ verdict }) => verdict !== "pass");
  return wrong.slice(0, SHOWN_ANNOTATIONS).map(({ verdict, headline }) => ({
    level: verdict === "inconclusive" ? "warning" : "error",
    message: headline,
  }));
}
