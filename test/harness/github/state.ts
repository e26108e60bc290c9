import { createPromotionState, type PromotionState } from "./promotion-state.ts";

/** What the stand-in knows; tests set it up and look at it. Numbers are given out in the order of creation. */
export interface GitHubState extends PromotionState {
  /** owner/name of the one repository. */
  readonly repository: string;
  /** Who the token writes as. */
  viewer: string;
  /** As for pull requests from forks: every write is answered 403. */
  readOnly: boolean;
  /** What a job's token may do, by the token, as `permissions:` has it; one that is not here may do everything. */
  readonly tokens: Map<string, Readonly<Record<string, string>>>;
  readonly pulls: StoredPull[];
  readonly commits: StoredCommit[];
  /** Commits by ref, such as "refs/heads/main". */
  readonly refs: Map<string, string>;
  /** Those that take changes through pull requests only. */
  readonly protectedRefs: Set<string>;
  /** The tokens that such rules let bypass them: of a GitHub App, never a job's own. */
  readonly bypassing: Set<string>;
  readonly issues: StoredIssue[];
  readonly comments: StoredComment[];
  /** Of commits, not of issues. */
  readonly commitComments: StoredCommitComment[];
  readonly checks: StoredCheck[];
  readonly statuses: StoredStatus[];
  readonly artifacts: StoredArtifact[];
  readonly attestations: StoredAttestation[];
  /** Who was asked to approve the run for an environment, and what they said. */
  readonly approvals: StoredApproval[];
  /** The run whose runtime token is in use. */
  runId: number;
}

export interface StoredPull {
  readonly number: number;
  state: "open" | "closed";
  head: { sha: string; ref: string; repository: string };
  /** The tip of the branch that it is to be merged into. */
  base?: { sha: string; ref: string };
  title?: string;
  body?: string;
  /** Who proposed it: "author" without it. */
  login?: string;
  labels?: readonly string[];
  /** The commit of the base branch that it became. */
  mergedAs?: string;
}

export interface StoredCommit {
  readonly sha: string;
  readonly parents: readonly string[];
  /** ISO 8601. */
  readonly committedOn: string;
  readonly message?: string;
  /** By path. */
  readonly files: ReadonlyMap<string, Buffer>;
}

export interface StoredIssue {
  readonly number: number;
  readonly login: string;
  state: "open" | "closed";
  title: string;
  body: string;
  readonly labels: readonly string[];
  /** ISO 8601. */
  readonly createdAt?: string;
  /** When it was changed last. */
  editedAt?: string;
  /** Who changed its text then: its author without it; null for a change to something else. */
  editedBy?: string | null;
  /** The App that wrote it for a person, by its slug. */
  readonly app?: string;
}

export interface StoredComment {
  readonly id: number;
  readonly issue: number;
  readonly login: string;
  body: string;
  readonly association?: string;
  /** The App that wrote it for a person, by its slug. */
  readonly app?: string;
  /** ISO 8601. */
  readonly createdAt?: string;
  editedAt?: string;
}

export interface StoredCommitComment {
  readonly id: number;
  readonly sha: string;
  readonly login: string;
  body: string;
}

export interface StoredApproval {
  readonly login: string;
  readonly state: "approved" | "rejected";
  /** What it was given for; GitHub names none that was deleted since. */
  readonly environment?: string;
}

export interface StoredCheck {
  readonly id: number;
  externalId: string;
  readonly name: string;
  readonly headSha: string;
  status: "in_progress" | "completed";
  /** null until it is completed. */
  conclusion: string | null;
  title: string;
  summary: string;
}

export interface StoredStatus {
  readonly sha: string;
  readonly context: string;
  readonly state: string;
}

export interface StoredArtifact {
  readonly id: number;
  readonly runId: number;
  readonly name: string;
  /** The archive as it was uploaded, in blocks until it is committed. */
  blocks: Map<string, Buffer>;
  content: Buffer | null;
  finalized: boolean;
  /** What its run examined; of the repository itself unless `fromFork`. */
  readonly headSha?: string;
  readonly fromFork?: boolean;
  readonly expired?: boolean;
  /** What is said of its size, where that is not so. */
  readonly size?: number;
  /** What started its run: a push without it. */
  readonly event?: string;
}

export interface StoredAttestation {
  readonly id: number;
  /** Of its subjects: "sha256:" and hexadecimal digits. */
  readonly digests: readonly string[];
  readonly bundle: object;
}

export const REPOSITORY = "octo-org/sentiment";
/** The branch that pull requests are to be merged into where a test does not say. */
export const DEFAULT_BASE = "main";
export const HEAD_SHA = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

/** One open pull request of the repository itself, and nothing else. */
export function createState(): GitHubState {
  return {
    repository: REPOSITORY,
    viewer: "github-actions[bot]",
    readOnly: false,
    tokens: new Map(),
    pulls: [{ number: 7, state: "open", head: { sha: HEAD_SHA, ref: "candidate", repository: REPOSITORY } }],
    commits: [],
    refs: new Map(),
    protectedRefs: new Set(),
    bypassing: new Set(),
    issues: [],
    comments: [],
    commitComments: [],
    checks: [],
    statuses: [],
    artifacts: [],
    attestations: [],
    approvals: [],
    ...createPromotionState(),
    runId: 1000,
  };
}

/** Writes a comment as somebody did before the test. */
export function addComment(
  state: GitHubState,
  comment: Omit<StoredComment, "id" | "issue"> & { issue?: number },
): StoredComment {
  const id = 1 + Math.max(0, ...state.comments.map((other) => other.id));
  const stored = { id, issue: 7, ...comment };
  state.comments.push(stored);
  return stored;
}

/** Adds a commit on top of the last one, a minute later, or on top of the parents that are given. */
export function addCommit(
  state: GitHubState,
  commit: {
    readonly files?: Readonly<Record<string, string>>;
    readonly parents?: readonly string[];
    readonly message?: string;
  } = {},
): string {
  const index = state.commits.length;
  const last = state.commits.at(-1);
  const sha = (index + 1).toString(16).padStart(40, "c");
  const parents = commit.parents ?? (last === undefined ? [] : [last.sha]);
  const files = Object.entries(commit.files ?? {}).map(([path, text]) => [path, Buffer.from(text)] as const);
  const committedOn = new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString();
  state.commits.push({ sha, parents, committedOn, message: commit.message ?? "", files: new Map(files) });
  return sha;
}

/** Adds an artifact that an earlier run, by default of its own, left; its id. */
export function addArtifact(
  state: GitHubState,
  artifact: Pick<StoredArtifact, "name" | "headSha" | "fromFork" | "expired" | "size" | "event"> & {
    readonly content: Buffer;
    readonly runId?: number;
  },
): number {
  const id = state.artifacts.length + 1;
  const { content, runId = 100 + id, ...rest } = artifact;
  state.artifacts.push({ ...rest, id, runId, blocks: new Map(), content, finalized: true });
  return id;
}
