import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  type Event,
  type GitHub,
  HEAD_SHA,
  issueCommentEvent,
  pullRequestEvent,
  pushEvent,
  type StoredPull,
  startGitHub,
  workflowRunEvent,
} from "../../../test/harness/github/index.ts";
import { silentPorts } from "../../../test/harness/silent-ports.ts";
import { workflowPorts } from "../../../test/harness/workflow-ports.ts";
import { postComment } from "./post-comment.ts";

const OTHER_SHA = "b".repeat(40);
const DEFAULTS = { file: "report.md", target: "auto", title: undefined, update: true, artifact: undefined };

interface Posting {
  readonly markdown: string;
  readonly inputs?: Partial<Parameters<typeof postComment.run>[0]>;
  readonly event?: Event;
  readonly run?: number;
  readonly env?: Readonly<Record<string, string>>;
}

async function post(github: GitHub, { markdown, inputs, event, run = 1000, env }: Posting) {
  const settings = { GITHUB_SHA: HEAD_SHA, GITHUB_SERVER_URL: "https://github.com", GITHUB_RUN_ID: `${run}` };
  await using workflow = await workflowPorts({
    event: event ?? pullRequestEvent(),
    github,
    env: { GITHUB_WORKFLOW: "train", ...settings, ...env },
  });
  await writeFile(join(workflow.ports.cwd, "report.md"), markdown);
  const outcome = await postComment.run({ ...DEFAULTS, token: "t", ...inputs }, workflow.ports);
  return { ...outcome, log: workflow.lines.join("\n") };
}

/** The comments, without their markers. */
function commented(github: GitHub): string[] {
  return github.state.comments.map(({ body }) => body.replace(/\n\n<!--[^\n]*-->$/, ""));
}

test.concurrent("titles and workflows have comments of their own; without update every run writes one, once", async () => {
  await using github = await startGitHub();
  await post(github, { markdown: "a" });
  await post(github, { markdown: "b", inputs: { title: "second" } });
  await post(github, { markdown: "c", env: { GITHUB_WORKFLOW: "other" } });
  await post(github, { markdown: "d", inputs: { update: false } });
  await post(github, { markdown: "d", inputs: { update: false } });
  expect(commented(github)).toEqual(["a", "b", "c", "d"]);
  await post(github, { markdown: "e", run: 1001 });
  expect(commented(github)).toEqual(["a", "b", "c", "e"]);
});

test.concurrent("in a title {workflow} and {run} stand for what they name", async () => {
  await using github = await startGitHub();
  const inputs = { title: "{workflow} {run}" };
  await post(github, { markdown: "a", inputs });
  await post(github, { markdown: "b", inputs: { title: "train 1000" } });
  await post(github, { markdown: "c", inputs, run: 1001 });
  expect(commented(github)).toEqual(["b", "c"]);
});

test.concurrent("a push is reported to the pull request of its branch, without one to its commit", async () => {
  await using github = await startGitHub();
  const onBranch = { event: pushEvent("refs/heads/candidate", HEAD_SHA), env: { GITHUB_REF: "refs/heads/candidate" } };
  const pushed = await post(github, { markdown: "a", ...onBranch });
  expect(pushed.outputs).toMatchObject({ comment: "created", target: "pr/7" });
  const onMain = { event: pushEvent("refs/heads/main", OTHER_SHA), env: { GITHUB_REF: "refs/heads/main" } };
  const first = await post(github, { markdown: "b", ...onMain });
  expect(first.outputs).toMatchObject({ comment: "created", target: `commit/${OTHER_SHA}` });
  await post(github, { markdown: "c", run: 1001, ...onMain });
  expect(github.state.commitComments).toMatchObject([{ sha: OTHER_SHA, body: expect.stringMatching(/^c\n/) }]);
  const wanted = await post(github, { markdown: "d", inputs: { target: "pr" }, ...onMain });
  expect(wanted).toMatchObject({ verdict: "error", outputs: { comment: "not-posted", target: "" } });
  expect(wanted.headline).toContain("target: pr was given, but no open pull request has the head");
});

test.concurrent("a target is where the comment stands: an issue, another pull request, a commit", async () => {
  await using github = await startGitHub();
  const event = issueCommentEvent(9, false);
  await post(github, { markdown: "a", event, inputs: { target: "issue/9" } });
  await post(github, { markdown: "b", event, inputs: { target: "pr/3" } });
  await post(github, { markdown: "c", inputs: { target: "commit" } });
  await post(github, { markdown: "d", inputs: { target: `commit/${OTHER_SHA.slice(0, 7)}` } });
  expect(github.state.comments.map(({ issue }) => issue)).toEqual([9, 3]);
  expect(github.state.commitComments.map(({ sha }) => sha)).toEqual([HEAD_SHA, "bbbbbbb"]);
});

const FORK: StoredPull = {
  number: 8,
  state: "open",
  head: { sha: OTHER_SHA, ref: "patch-1", repository: "eve/sentiment" },
};
const target = (event: Event): Event => ({ ...event, name: "pull_request_target" });
const runOf = (event: string) => workflowRunEvent(undefined, { id: 900, attempt: 1, event });

test.concurrent.each<[string, Event]>([
  ["pull_request_target", target(pullRequestEvent(FORK))],
  ["a comment on it", issueCommentEvent(8, true)],
  ["workflow_run", workflowRunEvent(FORK)],
  ["workflow_run of a comment", runOf("issue_comment")],
  ["workflow_run of pull_request_target", runOf("pull_request_target")],
  ["workflow_run of workflow_run", runOf("workflow_run")],
  ["an event that does not tell whose change it is", { name: "check_suite", payload: {} }],
])("a report that may be a fork's is posted under no event whose token may write: %s", async (_, event) => {
  await using github = await startGitHub();
  github.state.pulls.push(FORK);
  for (const target of ["auto", "commit", "pr"]) {
    await expect(post(github, { markdown: "Merge me!", event, inputs: { target } })).rejects.toThrow(
      "what may be a fork's report is not posted",
    );
  }
  expect(github.requests.filter(({ method }) => method !== "GET")).toEqual([]);
});

test.concurrent.each<[string, Event]>([
  ["pull_request_target", target(pullRequestEvent())],
  ["a comment on it", issueCommentEvent(7, true)],
  ["workflow_run", workflowRunEvent()],
])("that of the repository's own pull request is posted under the same: %s", async (_, event) => {
  await using github = await startGitHub();
  const { outputs } = await post(github, { markdown: "a", event });
  expect(outputs).toMatchObject({ comment: "created", target: "pr/7" });
});

const ON_BRANCH = { event: pushEvent("refs/heads/candidate", HEAD_SHA), env: { GITHUB_REF: "refs/heads/candidate" } };

test.concurrent.each<[string, Record<string, string>]>([
  ["read", { contents: "write" }],
  ["write", { contents: "write", "pull-requests": "read" }],
])("a token that may not %s pull requests comments on the commit that was pushed, and says so", async (_, scopes) => {
  await using github = await startGitHub();
  const inputs = { token: github.tokenFor(scopes) };
  const { verdict, outputs, headline, annotations } = await post(github, { markdown: "a", inputs, ...ON_BRANCH });
  expect([verdict, outputs]).toMatchObject(["pass", { comment: "created", target: `commit/${HEAD_SHA}` }]);
  expect(headline).toContain("It stands on the commit, since the token may not");
  expect(annotations).toMatchObject([{ level: "warning", message: expect.stringContaining("pull-requests: write") }]);
});

test.concurrent("a commit that is wanted is not looked for among pull requests", async () => {
  await using github = await startGitHub();
  const inputs = { token: github.tokenFor({ contents: "write" }), target: "commit" };
  for (const [run, event] of [ON_BRANCH.event, workflowRunEvent(), pullRequestEvent()].entries()) {
    const posted = await post(github, { markdown: `${run}`, inputs, run: 1000 + run, event, env: ON_BRANCH.env });
    expect(posted.outputs["target"]).toBe(`commit/${HEAD_SHA}`);
    expect(posted.annotations).toEqual([]);
  }
  expect(github.requests.filter(({ path }) => path.includes("/pulls"))).toEqual([]);
});

test.concurrent("jobs that make the first comment at the same moment leave one, and name the same", async () => {
  await using github = await startGitHub();
  const jobs = ["a", "b", "c"].map((markdown) => post(github, { markdown }));
  const urls = (await Promise.all(jobs)).map(({ outputs }) => outputs["comment-url"]);
  expect(github.state.comments).toHaveLength(1);
  expect(new Set(urls).size).toBe(1);
});

test.concurrent("pictures that GitHub cannot show become words, or links to the artifact; the only writes are the comments", async () => {
  await using github = await startGitHub();
  const markdown = "![loss](./plots/loss.png) ![x](data:image/png;base64,AAAA) ![far](https://example.com/a.png)";
  const { log } = await post(github, { markdown });
  const far = "![far](https://example.com/a.png)";
  expect(commented(github)).toEqual([`loss (loss.png) x (a picture inside the report) ${far}`]);
  expect(log).toContain("Pictures are not uploaded anywhere; words stand for them: loss.png, one inside the report.");
  await post(github, { markdown: "![loss](loss.png)", inputs: { artifact: "plots" }, run: 1001 });
  const link = "https://github.com/octo-org/sentiment/actions/runs/1001#artifacts";
  expect(commented(github)).toEqual([`[loss (loss.png) in plots](${link})`]);
  expect(github.requests.filter(({ path }) => !path.includes("/issues/") && path !== "/graphql")).toEqual([]);
});

test.concurrent.each(["not-found", "too-long", "garbage"] as const)(
  "where GitHub's answer is %s the verdict is error, and the report is kept for the summary",
  async (kind) => {
    await using github = await startGitHub();
    github.faults.push({ kind, request: /^POST .*\/comments$/ });
    const { verdict, outputs, passage } = await post(github, { markdown: "the report" });
    expect([verdict, outputs.comment, passage?.markdown]).toEqual(["error", "not-posted", "the report"]);
  },
);

test.concurrent.each<[string, Posting, string]>([
  ["a file that is not there", { inputs: { file: "no.md" }, markdown: "a" }, "no.md"],
  ["a folder", { inputs: { file: "." }, markdown: "a" }, ". is not a file"],
  ["an empty file", { markdown: " \n" }, "report.md is empty"],
  ["a target that is none", { inputs: { target: "pull/7" }, markdown: "a" }, "auto, pr, commit, pr/<number>"],
  ["no token", { inputs: { token: "" }, markdown: "a" }, "token: there is none"],
])("%s is a UserError that says so, and nothing is written", async (_, posting, message) => {
  await using github = await startGitHub();
  await expect(post(github, posting)).rejects.toThrow(message);
  expect(github.requests).toEqual([]);
});

test("outside of a workflow there is nowhere to write, which is said", async () => {
  const { verdict, headline } = await postComment.run(
    { ...DEFAULTS, file: "README.md", token: undefined },
    silentPorts(join(import.meta.dirname, "..", "..", "..")),
  );
  expect([verdict, headline]).toEqual(["warn", "No comment: this is not a workflow of GitHub Actions"]);
});
