import { UserError, type Verdict } from "@airworthy/evidence";
import { checkKey } from "@airworthy/github";
import type { Report, Text } from "@airworthy/report";
import { type Annotation, defineCommand, list, type Outcome, type Ports, path, secret, text } from "@airworthy/runtime";
import { findTarget, readEvent } from "./post-report/find-target.ts";
import { type Names, type Publication, publish } from "./post-report/publish.ts";
import { type Origin, readReport, reportProblem } from "./post-report/read-report.ts";
import { writeReport } from "./post-report/write-report.ts";
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
    "What became of the comment: created, updated, unchanged, stale (the pull request has a newer commit), outrun (a later run has reported), not-permitted, or none.",
  "comment-url": "The comment's address; empty without one.",
  "check-url": "The check run's address; empty without one.",
  markdown: "The path of report.md.",
  page: "The path of report.html.",
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
    key: text().default("airworthy").describe("Tells the comments of several reports on one pull request apart."),
    "check-name": text().default("Airworthy").describe("The name of the check run, for branch rules to ask for."),
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's, which the runner resolves
    token: secret({ environment: "GITHUB_TOKEN", actionDefault: "${{ github.token }}" })
      .optional()
      .describe("Writes the comment and the check; without it the report is printed and written to files."),
  },
  outputs: OUTPUTS,
  async run(inputs, ports) {
    checkKey(inputs.key);
    const event = await readEvent(ports.env);
    const target = await findTarget(event, inputs.token, ports);
    const origin: Origin = { event, target };
    const names: Names = { key: inputs.key, check: inputs["check-name"], rest: whereTheRestIs(ports) };
    const report = await ports.log.group("Read evidence", async () => {
      try {
        return await readReport(inputs, origin, REPORT_SECTIONS, ports);
      } catch (error) {
        if (error instanceof UserError) await replaceReport(error, origin, names, ports);
        throw error;
      }
    });
    const files = await writeReport(report, inputs.output, ports.cwd);
    const outcome = (publication: Publication) => toOutcome(report, publication, files);
    return ports.log.group("Post report", async () => {
      try {
        return outcome(await publish(report, target, names, ports.log));
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        return notPosted(outcome(NOWHERE), error);
      }
    });
  },
});

type Reported = Outcome<keyof typeof OUTPUTS>;

const NOWHERE: Publication = { comment: "none", commentUrl: "", checkUrl: "", refusals: [] };

function toOutcome(
  report: Report,
  publication: Publication,
  files: { readonly markdown: string; readonly page: string },
): Reported {
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
async function replaceReport(problem: UserError, origin: Origin, names: Names, ports: Ports): Promise<void> {
  try {
    const { refusals } = await publish(await reportProblem(problem, origin, ports), origin.target, names, ports.log);
    for (const refusal of refusals) ports.log.warn(refusal);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    ports.log.warn(error.message);
  }
}

function whereTheRestIs({ env }: Ports): Text {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  if (!server || !repository || !run) return "the web page";
  return { kind: "link", href: `${server}/${repository}/actions/runs/${run}`, text: "the job summary" };
}
