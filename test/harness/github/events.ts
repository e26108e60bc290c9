import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as v from "valibot";
import { DEFAULT_BASE, HEAD_SHA, REPOSITORY, type StoredPull } from "./state.ts";

/** The `event` of a workflow, as the runner stand-in takes it. */
export interface Event {
  readonly name: string;
  readonly payload: unknown;
}

export interface EndedRun {
  readonly id: number;
  readonly attempt: number;
  /** "success" unless given. */
  readonly conclusion?: string | null;
  /** What started it; "pull_request" unless given. */
  readonly event?: string;
}

const OPEN_PULL: StoredPull = {
  number: 7,
  state: "open",
  head: { sha: HEAD_SHA, ref: "candidate", repository: REPOSITORY },
};

const EXAMPLES = v.parse(
  v.array(v.object({ name: v.string(), examples: v.array(v.record(v.string(), v.unknown())) })),
  JSON.parse(readFileSync(createRequire(import.meta.url).resolve("@octokit/webhooks-examples"), "utf8")),
);

const namesSchema = v.looseObject({ repository: v.looseObject({ full_name: v.string() }) });

/** GitHub's own example of a push to a pull request, as if for this one. */
export function pullRequestEvent(pull: StoredPull = OPEN_PULL): Event {
  const payload = example("pull_request", "synchronize");
  const head = { sha: pull.head.sha, ref: pull.head.ref, repo: { full_name: pull.head.repository } };
  const base = pull.base ?? { ref: DEFAULT_BASE };
  return {
    name: "pull_request",
    payload: merge(payload, { number: pull.number, pull_request: { number: pull.number, head, base } }),
  };
}

/** GitHub's own example of a finished run, as if for a pull request; for forks `pull_requests` is empty, so it always is. */
export function workflowRunEvent(pull: StoredPull = OPEN_PULL, run: EndedRun = { id: 900, attempt: 1 }): Event {
  const changes = {
    id: run.id,
    run_attempt: run.attempt,
    conclusion: run.conclusion === undefined ? "success" : run.conclusion,
    event: run.event ?? "pull_request",
    head_sha: pull.head.sha,
    head_branch: pull.head.ref,
    head_repository: { full_name: pull.head.repository },
    pull_requests: [],
  };
  return { name: "workflow_run", payload: merge(example("workflow_run", "completed"), { workflow_run: changes }) };
}

/** GitHub's own example of a comment, as if on a pull request or an issue. */
export function issueCommentEvent(number: number, onPull: boolean): Event {
  const issue = onPull ? { number, pull_request: { url: "https://api.github.com/pulls" } } : { number };
  return { name: "issue_comment", payload: merge(example("issue_comment", "created"), { issue }) };
}

/** GitHub's own example of a push, as if of this commit. */
export function pushEvent(ref: string, after: string, before?: string): Event {
  return { name: "push", payload: merge(example("push"), { ref, after, ...(before === undefined ? {} : { before }) }) };
}

export function mergeGroupEvent(): Event {
  return { name: "merge_group", payload: example("merge_group") };
}

/** The first example of an event, with its repository replaced by ours. */
function example(name: string, action?: string): unknown {
  const found = EXAMPLES.find((definition) => definition.name === name)?.examples ?? [];
  const payload = found.find((each) => action === undefined || each["action"] === action);
  const { repository } = v.parse(namesSchema, payload);
  return JSON.parse(JSON.stringify(payload).replaceAll(repository.full_name, REPOSITORY));
}

/** `changes` laid over `value`, object by object. */
function merge(value: unknown, changes: object): unknown {
  const merged = new Map(isObject(value) ? Object.entries(value) : []);
  for (const [key, change] of Object.entries(changes)) {
    merged.set(key, isObject(change) && !Array.isArray(change) ? merge(merged.get(key), change) : change);
  }
  return Object.fromEntries(merged);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
