import { UserError, type Verdict } from "@airworthy/evidence";
import type { Report } from "@airworthy/report";
import { type Annotation, defineCommand, list, type Outcome, type Ports, path, secret, text } from "@airworthy/runtime";
import { findTarget, readEvent } from "./post-report/find-target.ts";
import { type Publication, publish, type Settings } from "./post-report/publish.ts";
import { type Origin, readReport } from "./post-report/read-report.ts";
import { reportProblem, reportRunning } from "./post-report/report-without-evidence.ts";
import { POSTING_INPUTS, readSettings } from "./post-report/settings.ts";
import { type WrittenReport, writeReport } from "./post-report/write-report.ts";
import { REPORT_SECTIONS } from "./report-sections.ts";

const REASON_CODES = {
  pass: "all-passed",
  warn: "something-to-watch",
  inconclusive: "no-verdict",
  fail: "not-ready",
  error: "could-not-be-checked",
} as const satisfies Record<Verdict, string>;

const OUTPUTS = {
  comment:
    "What became of the comment: created, updated, unchanged, not-wanted (by the input `comment`), stale (the pull request has a newer commit), outrun (a later run has reported), closed (the pull request was closed unmerged without one), not-permitted, or none (there is no pull request).",
  "comment-url": "The comment's address; empty without one.",
  "check-url": "The check run's address; empty without one.",
  markdown: "The path of report.md; empty with `state: running`.",
  page: "The path of report.html; empty with `state: running`.",
} as const;

export const postReport = defineCommand({
  name: "post-report",
  summary: "Turn evidence into one report: pull-request comment, check run, job summary, Markdown and a web page.",
  permissions: [
    { scope: "pull-requests", access: "write", reason: "Writes the comment." },
    { scope: "checks", access: "write", reason: "Sets the check run." },
    { scope: "actions", access: "read", reason: "Under workflow_run: reads the artifacts of the triggering run." },
  ],
  triggers: ["pull_request", "workflow_run", "push", "issue_comment", "merge_group", "schedule", "workflow_dispatch"],
  writesEvidence: false,
  inputs: {
    evidence: list()
      .default("airworthy-evidence/*.json")
      .describe("Evidence files, a pattern a line; each must match a file unless `artifacts` brings some."),
    artifacts: text()
      .optional()
      .describe(
        "Collects evidence from the workflow artifacts of this name, in which * stands for any characters: of this run, or under workflow_run of the triggering run.",
      ),
    output: path().default("airworthy-report").describe("The folder that report.md and report.html are written to."),
    ...POSTING_INPUTS,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's, which the runner resolves
    token: secret({ environment: "GITHUB_TOKEN", actionDefault: "${{ github.token }}" })
      .optional()
      .describe("Writes the comment and the check; without it the report is printed and written to files."),
  },
  outputs: OUTPUTS,
  async run(inputs, ports) {
    const settings = readSettings(inputs, ports);
    const event = await readEvent(ports.env);
    const target = await findTarget(event, inputs.token, ports);
    const origin: Origin = { event, target };
    if (settings.isRunning) {
      const report = await reportRunning(origin, ports);
      return { ...(await post(report, NO_FILES, { origin, settings, ports })), reasonCode: "running", summary: [] };
    }
    const report = await ports.log.group("Read evidence", async () => {
      try {
        return await readReport(inputs, origin, REPORT_SECTIONS, ports);
      } catch (error) {
        if (error instanceof UserError) await replaceReport(error, inputs.evidence, { origin, settings, ports });
        throw error;
      }
    });
    return post(report, await writeReport(report, inputs.output, ports.cwd), { origin, settings, ports });
  },
});

type Reported = Outcome<keyof typeof OUTPUTS>;

interface Way {
  readonly origin: Origin;
  readonly settings: Settings;
  readonly ports: Ports;
}

const NO_FILES: WrittenReport = { markdown: "", page: "" };
const NOWHERE: Publication = { comment: "none", commentUrl: "", checkUrl: "", refusals: [] };

function post(report: Report, files: WrittenReport, { origin, settings, ports }: Way): Promise<Reported> {
  return ports.log.group("Post report", async () => {
    try {
      return toOutcome(report, await publish(report, origin.target, settings, ports.log), files);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return notPosted(toOutcome(report, NOWHERE, files), error);
    }
  });
}

function toOutcome(report: Report, publication: Publication, files: WrittenReport): Reported {
  const { comment, commentUrl, checkUrl, refusals } = publication;
  return {
    verdict: report.verdict,
    reasonCode: REASON_CODES[report.verdict],
    headline: `${report.title}. ${report.headline}`,
    outputs: { comment, "comment-url": commentUrl, "check-url": checkUrl, ...files },
    evidence: [],
    summary: report.blocks,
    annotations: refusals.map((message): Annotation => ({ level: "warning", message })),
  };
}

/** The report is kept for the summary, but whoever waits for the comment must learn that it is not coming. */
function notPosted(outcome: Reported, problem: UserError): Reported {
  const message = `The report could not be posted. ${problem.message} ${problem.remedy ?? ""}`.trim();
  return {
    ...outcome,
    verdict: "error",
    reasonCode: "not-posted",
    headline: message,
    annotations: [{ level: "error", message }],
  };
}

/** An earlier comment must not seem to speak of this commit. What goes wrong here is logged; the cause is thrown anyway. */
async function replaceReport(problem: UserError, patterns: readonly string[], way: Way): Promise<void> {
  const { origin, settings, ports } = way;
  try {
    const report = await reportProblem(problem, patterns, origin, ports);
    const { refusals } = await publish(report, origin.target, settings, ports.log);
    for (const refusal of refusals) ports.log.warn(refusal);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    ports.log.warn(error.message);
  }
}
