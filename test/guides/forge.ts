import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  addComment,
  type EndedRun,
  type Event,
  pullRequestEvent,
  type StoredPull,
  startGitHub,
  workflowRunEvent,
} from "../harness/github/index.ts";
import type { CommandLine } from "./command-line.ts";
import { type GuideWorkflow, isStartedBy, readGuideWorkflow, runGuideWorkflow } from "./guide-workflow.ts";
import { createMirror, MAIN } from "./mirror.ts";
import type { Ended, Reader } from "./reader.ts";

const WORKFLOWS = ".github/workflows/";
const NUMBER = 7;

/** What a person sees of GitHub after they did something. */
export interface Seen {
  /** The comments of the pull request that are not people's, the newest last. */
  readonly comments: readonly string[];
  /** The job summaries of all that ran since they last did something. */
  readonly summary: string;
}

/** GitHub, as far as a guide needs it: a repository that the reader pushes to, and its workflows. */
export interface Forge extends AsyncDisposable {
  /** The workflow files that have run. */
  readonly ran: ReadonlySet<string>;
  /** Carries out `gh …` as somebody. Throws an Error for what it does not know. */
  gh(command: CommandLine, by: string): Promise<Ended>;
  /** What a push starts. */
  pushed(): Promise<void>;
  comment(body: string, by: string): Promise<void>;
  seen(): Seen;
  /** The jobs that failed since somebody asked last, with what their steps said. */
  takeFailures(): readonly string[];
}

export async function createForge(reader: Reader): Promise<Forge> {
  await using stack = new AsyncDisposableStack();
  const github = stack.use(await startGitHub());
  const space = await mkdtempDisposable(join(tmpdir(), "airworthy-forge-"));
  stack.defer(space.remove);
  const kept = stack.move();
  const { state } = github;
  state.pulls.length = 0;
  for (const login of ["ann", "bob"]) state.collaborators.set(login, { permission: "write" });
  const mirror = createMirror(reader, state, space.path);
  const ran = new Set<string>();
  const summaries: string[] = [];
  const failures: string[] = [];
  const secrets: Record<string, string> = {};
  let runs = 1_000;

  /** Runs every workflow that an event starts, and what those start that wait for them. */
  async function happen(event: Event, sha: string, inputs: Readonly<Record<string, string>> = {}): Promise<void> {
    for (const { path, workflow } of await workflowsOf(sha)) {
      if (!isStartedBy(workflow, event)) continue;
      const ended = await runWorkflow(path, workflow, event, sha, inputs);
      await follow(workflow, ended, sha);
    }
  }

  async function follow(before: GuideWorkflow, ended: EndedRun, sha: string): Promise<void> {
    const [pull] = state.pulls;
    if (pull === undefined) return;
    const main = state.refs.get(MAIN) ?? "";
    const event = workflowRunEvent({ ...pull, head: { ...pull.head, sha } }, ended);
    for (const { path, workflow } of await workflowsOf(main)) {
      if (!isStartedBy(workflow, event) || !workflow.on["workflow_run"]?.workflows.includes(before.name)) continue;
      await runWorkflow(path, workflow, event, main, {});
    }
  }

  async function workflowsOf(sha: string): Promise<{ path: string; workflow: GuideWorkflow }[]> {
    const files = state.commits.find((commit) => commit.sha === sha)?.files ?? new Map<string, Buffer>();
    return [...files]
      .filter(([path]) => path.startsWith(WORKFLOWS))
      .map(([path, text]) => ({ path, workflow: readGuideWorkflow(text.toString(), path) }));
  }

  async function runWorkflow(
    path: string,
    workflow: GuideWorkflow,
    event: Event,
    sha: string,
    inputs: Readonly<Record<string, string>>,
  ): Promise<EndedRun> {
    ran.add(path);
    const id = ++runs;
    state.runId = id;
    const headRef = state.pulls[0]?.head.ref ?? "main";
    const createdAt = new Date(Date.now() - 1_000).toISOString();
    state.runs.push({ id, event: event.name, headSha: sha, headRef, createdAt, login: "ann" });
    const env = {
      ...github.envOfRun(id),
      ...reader.clock(),
      GITHUB_SHA: sha,
      GITHUB_ACTOR: "ann",
      GITHUB_TRIGGERING_ACTOR: "ann",
    };
    const contexts = { inputs, github: { event_name: event.name, event: event.payload }, secrets };
    const folder = join(space.path, `run-${id}`);
    const checkout = join(folder, "checkout");
    await reader.git("clone", "--quiet", reader.origin, checkout);
    await reader.git("-C", checkout, "checkout", "--quiet", sha);
    const options = { checkout, folder, env, event, token: github.tokenFor };
    const run = await runGuideWorkflow(workflow, path, contexts, options);
    summaries.push(...run.summaries);
    failures.push(...run.failed);
    for (const [index, artifact] of state.artifacts.entries()) {
      if (artifact.runId === id) state.artifacts[index] = { ...artifact, headSha: sha, event: event.name };
    }
    await mirror.bringBack();
    return { id, attempt: 1, conclusion: run.failed.length === 0 ? "success" : "failure" };
  }

  const forge: Forge = {
    ran,
    async gh({ argv: [, noun, verb, ...rest], stdin }, by) {
      const action = `${noun} ${verb}`;
      if (action === "pr checks") return checks();
      let output = "";
      if (action === "pr create") output = await open();
      else if (action === "pr review" && rest.includes("--approve")) approve(by);
      else if (action === "pr comment") await forge.comment(rest[rest.indexOf("--body") + 1] ?? "", by);
      else if (action === "workflow run") await dispatch(rest);
      else if (action === "secret set" && stdin !== null) secrets[rest[0] ?? ""] = await reader.read(stdin);
      else throw new Error(`guides do not use gh ${action}`);
      return { exitCode: 0, output };
    },
    async pushed() {
      const before = state.pulls[0]?.head.sha;
      await mirror.takePushed();
      const [pull] = state.pulls;
      if (pull !== undefined && pull.head.sha !== before) await proposed(pull);
    },
    async comment(body, by) {
      summaries.length = 0;
      const user = { login: by, type: "User" };
      const { id } = addComment(state, { login: by, body, issue: NUMBER, createdAt: new Date().toISOString() });
      const issue = { number: NUMBER, pull_request: {} };
      const payload = { action: "created", comment: { id, body, user }, issue, sender: user };
      await happen({ name: "issue_comment", payload }, state.refs.get(MAIN) ?? "");
    },
    seen: () => ({
      comments: state.comments.filter(({ login }) => login.endsWith("[bot]")).map(({ body }) => body),
      summary: summaries.join("\n"),
    }),
    takeFailures: () => failures.splice(0),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };

  async function open(): Promise<string> {
    await mirror.takePushed();
    const ref = (await reader.git("branch", "--show-current")).trim();
    const [sha = "", base = ""] = [ref, "main"].map((name) => state.refs.get(`refs/heads/${name}`));
    const head = { sha, ref, repository: state.repository };
    const pull: StoredPull = { number: NUMBER, state: "open", head, base: { ref: "main", sha: base }, login: "ann" };
    state.pulls.push(pull);
    await proposed(pull);
    return `https://github.com/${state.repository}/pull/${NUMBER}\n`;
  }

  async function proposed(pull: StoredPull): Promise<void> {
    summaries.length = 0;
    await happen(pullRequestEvent(pull), pull.head.sha);
  }

  /** As gh writes it where nobody looks on: https://cli.github.com/manual/gh_pr_checks */
  function checks(): Ended {
    const latest = new Map(state.checks.map(({ name, conclusion }) => [name, conclusion]));
    const lines = [...latest].map(([name, conclusion]) => `${name}\t${conclusion === "success" ? "pass" : "fail"}\n`);
    const isGreen = [...latest.values()].every((conclusion) => conclusion === "success");
    return { exitCode: isGreen ? 0 : 1, output: lines.join("") };
  }

  function approve(login: string): void {
    const commit = state.pulls[0]?.head.sha ?? "";
    const on = new Date(Date.now() - 1_000).toISOString();
    state.reviews.push({ id: state.reviews.length + 1, pull: NUMBER, login, state: "APPROVED", commit, on });
  }

  async function dispatch([file = "", ...rest]: readonly string[]): Promise<void> {
    summaries.length = 0;
    const fields = rest.filter((word) => word !== "--field").map((field) => field.split(/=(.*)/s));
    const inputs = Object.fromEntries(fields.map(([name = "", value = ""]) => [name, value]));
    const main = state.refs.get(MAIN) ?? "";
    const found = (await workflowsOf(main)).find(({ path }) => path === WORKFLOWS + file);
    const event = { name: "workflow_dispatch", payload: { inputs } };
    if (found === undefined || !isStartedBy(found.workflow, event)) {
      throw new Error(`main has no workflow ${file} that is started by hand`);
    }
    await runWorkflow(found.path, found.workflow, event, main, inputs);
  }

  return forge;
}
