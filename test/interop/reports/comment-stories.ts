import { UserError } from "@airworthy/evidence";
import type { MarkedText, PullRequest } from "@airworthy/github";
import { COMMENT_BUDGET, type Notice, renderMarkdown } from "@airworthy/report";
import { type Ports, TOOL } from "@airworthy/runtime";
import { type Posting, stickyComment } from "../../../packages/commands/src/post-report/draft-comment.ts";
import { reportProblem } from "../../../packages/commands/src/post-report/report-without-evidence.ts";
import { CONTEXT } from "../../../packages/report/test/sections.ts";
import { REPORT_STORIES, reportNamed } from "./report-stories.ts";

/** What a comment may say, under the name of its files. */
export interface CommentStory {
  readonly name: string;
  readonly markdown: string;
}

type Said = Partial<Pick<Posting, "part" | "isRunning" | "report">>;

const RUNS = "https://example.com/acme/models/actions/runs";
const HEAD = "abc1234def5678abc1234def5678abc1234def56";
const REST = [{ kind: "link", href: `${RUNS}/42`, text: "the full page" }] as const;
const PULL: PullRequest = {
  owner: "acme",
  repo: "models",
  number: 7,
  headSha: HEAD,
  baseRef: "main",
  fromFork: false,
  run: { id: 42, attempt: 1 },
};
const NEXT_PULL: PullRequest = { ...PULL, headSha: "fed9876".padEnd(40, "0"), run: { id: 43, attempt: 1 } };

/** Every kind of comment: each report's, and what the jobs of a pull request write one after the other. */
export const COMMENT_STORIES: readonly CommentStory[] = [
  ...REPORT_STORIES.map(({ name, report }) => ({
    name,
    markdown: renderMarkdown(report.blocks, { ...COMMENT_BUDGET, rest: REST }).text,
  })),
  { name: "no-result", markdown: written([[PULL, { report: await noResult() }]]).replaceAll(TOOL.version, "0.1.0") },
  { name: "running", markdown: written([[PULL, { isRunning: true }]]) },
  {
    name: "running-again",
    markdown: written([
      [PULL, {}],
      [NEXT_PULL, { isRunning: true }],
    ]),
  },
  {
    name: "several-jobs",
    markdown: written([
      [PULL, { part: "behaviour" }],
      [PULL, { part: "metrics", report: reportNamed("all-well") }],
      [PULL, { part: "latency", isRunning: true }],
    ]),
  },
];

/** The comment after each of these was said, without its marker. */
function written(said: readonly (readonly [PullRequest, Said])[]): string {
  let before: readonly MarkedText[] = [];
  for (const [pull, saying] of said) {
    const posting: Posting = {
      key: "airworthy",
      part: "",
      mode: "always",
      newOnChange: false,
      isRunning: false,
      report: reportNamed("regression"),
      rest: REST,
      runUrl: ({ id }) => `${RUNS}/${id}`,
      ...saying,
    };
    const now = { headSha: pull.headSha, state: "open", baseRef: "main" } as const;
    const drafted = stickyComment(posting, pull).draft(before, now);
    if (typeof drafted === "string") throw new TypeError(`nothing was written: ${drafted}`);
    const marker = { key: posting.key, headSha: pull.headSha, run: pull.run, note: drafted.note };
    before = [{ text: drafted.text, marker }];
  }
  return before[0]?.text ?? "";
}

function noResult(): Promise<Notice> {
  const problem = new UserError("evidence: no file matches airworthy-evidence/*.json", {
    remedy: "See the log of the job that was to write it.",
  });
  const [server, ...repository] = (CONTEXT.repository ?? "").split(/(?<=example\.com)\//);
  const env = { GITHUB_SHA: HEAD, GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository.join("/") };
  const target = { kind: "none", reason: "" } as const;
  return reportProblem(problem, [], { event: null, target }, quietPorts(env));
}

function quietPorts(env: Ports["env"]): Ports {
  const nothing = () => undefined;
  return {
    cwd: import.meta.dirname,
    env,
    log: { info: nothing, warn: nothing, group: (_, work) => work() },
    signal: new AbortController().signal,
    now: () => new Date(0),
    progress: () => ({ advance: nothing, finish: nothing }),
  };
}
