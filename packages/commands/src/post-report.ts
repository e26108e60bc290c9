import { UserError, type Verdict } from "@airworthy/evidence";
import type { Notice, ReportFile } from "@airworthy/report";
import { type Annotation, defineCommand, list, type Outcome, type Ports, path, secret, text } from "@airworthy/runtime";
import { dayOf } from "./day-of.ts";
import { annotateReport } from "./post-report/annotate-report.ts";
import type { Origin } from "./post-report/describe-source.ts";
import { findTarget, readEvent } from "./post-report/find-target.ts";
import { type Publication, publish, type Settings } from "./post-report/publish.ts";
import { readReport } from "./post-report/read-report.ts";
import { reportProblem, reportRunning } from "./post-report/report-without-evidence.ts";
import { rereadReport } from "./post-report/reread-report.ts";
import { POSTING_INPUTS, readSettings } from "./post-report/settings.ts";
import { writeReport } from "./post-report/write-report.ts";
import { sectionsAsOf } from "./report-sections.ts";

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
  title: "The report's first line, such as `Not ready: 1 regression · 31 stable`.",
  counts:
    'How many checks of each standing there are, as JSON such as `{"regression":1,"stable":31}`; empty with `state: running`.',
  report: "The path of report.json, which holds all of it for programs; empty with `state: running`.",
  markdown: "The path of report.md; empty with `state: running`.",
  page: "The path of report.html; empty with `state: running`.",
} as const;

export const postReport = defineCommand({
  name: "post-report",
  summary: "Turn evidence into one report: pull-request comment, check run, job summary, JSON and a web page.",
  permissions: [
    { scope: "pull-requests", access: "write", reason: "Writes the comment." },
    { scope: "checks", access: "write", reason: "Sets the check run." },
    { scope: "actions", access: "read", reason: "Under workflow_run: reads the artifacts of the triggering run." },
    { scope: "contents", access: "read", reason: "With `history`: reads its ref." },
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
    history: text()
      .optional()
      .describe(
        "The branch or ref that record-history writes, such as airworthy-history: the report then has the trend of the headline metrics.",
      ),
    report: path()
      .optional()
      .describe("A report.json to show again, of this commit and a job that you trust, instead of reading evidence."),
    output: path()
      .default("airworthy-report")
      .describe("The folder that report.json, report.md and report.html are written to."),
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
    const target = await findTarget(event, inputs, ports);
    const origin: Origin = { event, target };
    if (settings.isRunning) {
      const report = await reportRunning(origin, ports);
      const posted = await post(report, { origin, settings, ports });
      return { ...posted, reasonCode: "running", summary: [] };
    }
    const report = await ports.log.group("Read evidence", async () => {
      try {
        if (inputs.report !== undefined) return await rereadReport(inputs.report, origin, ports);
        return await readReport(inputs, origin, sectionsAsOf(dayOf(ports.now())), ports);
      } catch (error) {
        if (error instanceof UserError) await replaceReport(error, inputs.evidence, { origin, settings, ports });
        throw error;
      }
    });
    const outcome = await post(report, { origin, settings, ports });
    // After posting: a folder that cannot be written to must not leave an earlier comment in the report's place.
    const written = await writeReport(report, inputs.output, ports.cwd);
    return {
      ...outcome,
      outputs: { ...outcome.outputs, counts: JSON.stringify(countsOf(report)), ...written },
      annotations: [...annotateReport(report), ...outcome.annotations],
    };
  },
});

type Reported = Outcome<keyof typeof OUTPUTS>;

interface Way {
  readonly origin: Origin;
  readonly settings: Settings;
  readonly ports: Ports;
}

const NOT_WRITTEN = { counts: "", report: "", markdown: "", page: "" } as const;
const NOWHERE: Publication = { comment: "none", commentUrl: "", checkUrl: "", refusals: [] };

function post(report: Notice, { origin, settings, ports }: Way): Promise<Reported> {
  return ports.log.group("Post report", async () => {
    try {
      return toOutcome(report, await publish(report, origin.target, settings, ports.log));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return notPosted(toOutcome(report, NOWHERE), error);
    }
  });
}

function toOutcome(report: Notice, publication: Publication): Reported {
  const { comment, commentUrl, checkUrl, refusals } = publication;
  return {
    verdict: report.verdict,
    reasonCode: REASON_CODES[report.verdict],
    headline: `${report.title}. ${report.headline}`,
    outputs: { comment, "comment-url": commentUrl, "check-url": checkUrl, title: report.title, ...NOT_WRITTEN },
    evidence: [],
    summary: report.blocks,
    annotations: refusals.map((message): Annotation => ({ level: "warning", message })),
  };
}

function countsOf({ counts }: ReportFile): Readonly<Record<string, number>> {
  return Object.fromEntries(counts.map(({ standing, rows }) => [standing, rows]));
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
