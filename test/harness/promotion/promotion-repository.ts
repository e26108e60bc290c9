import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addComment, addCommit, type GitHub, startGitHub } from "../github/index.ts";
import { STABLE } from "../rollout-workspace.ts";
import { type ActionRun, runAction } from "../runner.ts";
import { type Made, makeEvidence } from "./evidence-artifact.ts";

export const MAIN = "refs/heads/main";
const HEAD = "refs/heads/candidate";
export const PULL = 7;
/** Of the pipeline that made the evidence. */
const PIPELINE_RUN = 500;

export const POLICY = `policy:
  expose:
    - type: safety-scan
rollouts:
  ranker:
    steps:
      - { share: 10%, bake: 1h }
      - { share: 100%, bake: 1h }
promotion:
  stages:
    staging:
      checklist: false
      needs: [{ type: safety-scan }]
    production:
      checklist: false
      needs: [{ type: safety-scan }]
      approvers: ["@bob"]
      approvals: 1
      confirm: true
      rollout: ranker
`;

/** What everybody has before the first promotion. */
const FLAGS = JSON.stringify({
  flags: { ranker: { state: "ENABLED", variants: { stable: STABLE }, defaultVariant: "stable" } },
});

/** Those of the shipped workflow. */
export const PERMISSIONS: Readonly<Record<string, string>> = {
  contents: "write",
  deployments: "write",
  "pull-requests": "write",
  issues: "write",
  packages: "write",
  actions: "read",
};

export interface Comment {
  readonly login?: string;
  readonly body: string;
  readonly createdAt?: string;
  readonly editedAt?: string;
  readonly issue?: number;
}

/**
 * A repository on the stand-in: main has the policy, a pull request a candidate with evidence of its head, as the built actions
 * made it. Ann and Bob may write, Eve may read.
 */
export async function createPromotionRepository({ policy = POLICY, made }: { policy?: string; made?: Made } = {}) {
  await using stack = new AsyncDisposableStack();
  const github = stack.use(await startGitHub());
  const space = await mkdtempDisposable(join(tmpdir(), "airworthy-promotion-"));
  stack.defer(space.remove);
  const { state } = github;
  const main = addCommit(state, { files: { "airworthy.yml": policy, ".airworthy/flags/flags.json": FLAGS } });
  state.refs.set(MAIN, main);
  const head = addCommit(state, { parents: [main], files: { "airworthy.yml": policy, "model.bin": "2" } });
  state.refs.set(HEAD, head);
  const [pull] = state.pulls;
  if (pull === undefined) throw new Error("the stand-in has no pull request");
  pull.head = { ...pull.head, sha: head };
  for (const [login, permission] of [
    ["ann", "write"],
    ["bob", "write"],
    ["eve", "read"],
  ] as const) {
    state.collaborators.set(login, { permission });
  }
  const candidate = made ?? (await makeEvidence({ version: "2.0.0", commit: head }));
  addPipelineRun(github, head);
  addArtifact(github, candidate, head);
  const disposal = stack.move();
  let runs = 1_000;

  /** What GitHub starts for a comment: the event names who wrote it, unless somebody made the event up. */
  async function comment(
    written: Comment,
    { sender = written.login ?? "ann", action = "created", permissions = PERMISSIONS } = {},
  ) {
    const { login = "ann", body, issue = PULL, createdAt = new Date().toISOString(), editedAt } = written;
    const stored = addComment(state, {
      login,
      body,
      issue,
      createdAt,
      ...(editedAt === undefined ? {} : { editedAt }),
    });
    const event = commentEvent({ id: stored.id, body, login, issue, sender, action });
    const deliver = (run = ++runs) => step({ task: "comment" }, { event, run, actor: sender, permissions });
    return { id: stored.id, deliver, run: await deliver() };
  }

  /** A step of promote-model, as the shipped workflow has it. */
  function step(
    inputs: Readonly<Record<string, string>>,
    {
      event = { name: "workflow_dispatch", payload: {} },
      run = ++runs,
      actor = "ann",
      triggeredBy = actor,
      attempt = 1,
      env = {},
      permissions = PERMISSIONS,
    }: {
      event?: { name: string; payload: unknown };
      run?: number;
      actor?: string;
      triggeredBy?: string;
      attempt?: number;
      env?: Record<string, string>;
      permissions?: Readonly<Record<string, string>>;
    } = {},
  ): Promise<ActionRun> {
    addStepRun(github, run, actor);
    return runAction("promote-model", {
      cwd: space.path,
      inputs: { branch: "main", artifacts: "evidence*", ...inputs },
      event,
      env: {
        ...github.envOfRun(run),
        GITHUB_SHA: state.refs.get(MAIN) ?? "",
        GITHUB_ACTOR: actor,
        GITHUB_TRIGGERING_ACTOR: triggeredBy,
        GITHUB_RUN_ATTEMPT: `${attempt}`,
        ...env,
      },
      token: github.tokenFor(permissions),
    });
  }

  return {
    github,
    head,
    candidate,
    digits: candidate.digest.slice("sha256:".length, "sha256:".length + 12),
    comment,
    step,
    approve(login: string, commit = head) {
      const on = new Date(Date.now() - 1_000).toISOString();
      state.reviews.push({ id: state.reviews.length + 1, pull: PULL, login, state: "APPROVED", commit, on });
    },
    /** Another pull request with a candidate of its own, whose evidence is of its head. */
    propose(other: Made, number: number): string {
      const sha = addCommit(state, { parents: [main], files: { "model.bin": other.version } });
      const ref = `candidate-${number}`;
      state.pulls.push({ number, state: "open", head: { sha, ref, repository: state.repository } });
      addArtifact(github, other, sha, addPipelineRun(github, sha, ref));
      return sha;
    },
    /** Somebody merges what changes these files, and no other, of the branch. */
    commitToMain(files: Readonly<Record<string, string>>) {
      const tip = state.commits.find(({ sha }) => sha === state.refs.get(MAIN));
      const before = [...(tip?.files ?? [])].map(([path, bytes]) => [path, bytes.toString()] as const);
      const parents = tip === undefined ? [] : [tip.sha];
      state.refs.set(MAIN, addCommit(state, { parents, files: { ...Object.fromEntries(before), ...files } }));
    },
    /** Somebody pushes to the pull request; the new head has no evidence yet. */
    push() {
      const sha = addCommit(state, { parents: [head], files: { "model.bin": `${Math.random()}` } });
      state.refs.set(HEAD, sha);
      pull.head = { ...pull.head, sha };
      addPipelineRun(github, sha);
      return sha;
    },
    tags: () => [...state.refs.keys()].filter((ref) => ref.startsWith("refs/tags/")).map((ref) => ref.slice(10)),
    audit: () =>
      fileOfMain(github, ".airworthy/flags/audit.jsonl")
        .split("\n")
        .filter((line) => line !== "")
        .map((line): Record<string, unknown> => JSON.parse(line)),
    answers: () => state.comments.filter(({ login }) => login === "github-actions[bot]"),
    [Symbol.asyncDispose]: () => disposal.disposeAsync(),
  };
}

export type PromotionRepository = Awaited<ReturnType<typeof createPromotionRepository>>;

export function fileOfMain({ state }: GitHub, path: string): string {
  const tip = state.commits.find(({ sha }) => sha === state.refs.get(MAIN));
  return tip?.files.get(path)?.toString() ?? "";
}

/** The pipeline's run on a head, a minute ago. */
function addPipelineRun({ state }: GitHub, headSha: string, headRef = "candidate"): number {
  const createdAt = new Date(Date.now() - 60_000).toISOString();
  const id = PIPELINE_RUN + state.runs.length;
  state.runs.push({ id, event: "pull_request", headSha, headRef, createdAt, login: "author" });
  return id;
}

/** The run of a step: it is the same one when it is run again. */
function addStepRun({ state }: GitHub, id: number, login: string): void {
  if (state.runs.some((run) => run.id === id)) return;
  const headSha = state.refs.get(MAIN) ?? "";
  const createdAt = new Date().toISOString();
  state.runs.push({ id, event: "workflow_dispatch", headSha, headRef: "main", createdAt, login });
}

function addArtifact({ state }: GitHub, { archive }: Made, headSha: string, runId = PIPELINE_RUN): void {
  state.artifacts.push({
    id: state.artifacts.length + 1,
    runId,
    name: "evidence",
    blocks: new Map(),
    content: archive,
    finalized: true,
    headSha,
    event: "pull_request",
  });
}

interface CommentEvent {
  readonly id: number;
  readonly body: string;
  readonly login: string;
  readonly issue: number;
  readonly sender: string;
  readonly action: string;
}

function commentEvent({ id, body, login, issue, sender, action }: CommentEvent) {
  const user = (name: string) => ({ login: name, type: name.endsWith("[bot]") ? "Bot" : "User" });
  const payload = {
    action,
    comment: { id, body, user: user(login) },
    issue: { number: issue, pull_request: issue === PULL ? { url: "u" } : undefined },
    sender: user(sender),
  };
  return { name: "issue_comment", payload };
}
