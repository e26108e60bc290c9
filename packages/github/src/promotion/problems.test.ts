import { expect, test } from "vitest";
import { addComment, addCommit, HEAD_SHA, startGitHub } from "../../../../test/harness/github/index.ts";
import { createClient, type GitHubClient } from "../client.ts";
import { listReactions } from "../feedback/comment-reactions.ts";
import { listIssueComments } from "../feedback/issue-comments.ts";
import { listLabelledIssues } from "../feedback/labelled-issues.ts";
import { answerIssue } from "./answer-issue.ts";
import { approvalsOf } from "./approvals-of.ts";
import { codeownersOf } from "./codeowners/codeowners-of.ts";
import { createDeployment } from "./deployments/create-deployment.ts";
import { setDeploymentStatus } from "./deployments/deployment-status.ts";
import { latestDeployment } from "./deployments/latest-deployment.ts";
import { createLock, releaseLock } from "./lock/lock.ts";
import { permissionOf } from "./permission-of.ts";
import { react } from "./react.ts";
import { readComment } from "./read-comment.ts";
import { readIssueOrPull } from "./read-issue-or-pull.ts";
import { createAnnotatedTag } from "./tags/create-tag.ts";
import { listTags } from "./tags/list-tags.ts";
import { teamsOf } from "./teams-of.ts";

const at = { owner: "octo-org", repo: "sentiment" };
const pull = { ...at, number: 7 };
const sha = "c".repeat(39).padEnd(40, "1");
const now = new Date("2026-01-02T00:00:00Z");
const lock = { name: "m", ref: "refs/airworthy-locks/m", sha, tree: "a".repeat(40), payload: "run 1" };
const tagger = { name: "Airworthy", email: "bot@example.com", date: "2026-01-02T00:00:00Z" };
const deployment = {
  environment: "production",
  sha,
  payload: {},
  description: "",
  isTransient: false,
  isProduction: true,
};

/** Every function, and what it says of the permission that its first request lacks. */
const CALLS: readonly (readonly [name: string, needs: string, call: (client: GitHubClient) => Promise<unknown>])[] = [
  ["readComment", "issues: read", (client) => readComment(client, at, 1)],
  ["readIssueOrPull", "issues: read", (client) => readIssueOrPull(client, at, 7)],
  ["approvalsOf", "pull-requests: read", (client) => approvalsOf(client, pull, HEAD_SHA)],
  ["codeownersOf", "contents: read", (client) => codeownersOf(client, at, sha, ["a"])],
  ["permissionOf", "push to the repository", (client) => permissionOf(client, at, "ann")],
  ["teamsOf", "Members: read", (client) => teamsOf(client, "ann", ["@octo-org/ml"])],
  ["react", "issues: write", (client) => react(client, at, 1, "eyes")],
  ["answerIssue", "issues: read", (client) => answerIssue(client, pull, answer)],
  ["createLock", "contents: read", (client) => createLock(client, at, { ...lock, staleSeconds: 60, now })],
  ["releaseLock", "contents: write", (client) => releaseLock(client, at, lock)],
  ["createAnnotatedTag", "contents: write", (client) => createAnnotatedTag(client, at, tag)],
  ["listTags", "contents: read", (client) => listTags(client, at, "m")],
  ["createDeployment", "deployments: write", (client) => createDeployment(client, at, deployment)],
  ["setDeploymentStatus", "deployments: write", (client) => setDeploymentStatus(client, at, 1, status)],
  ["latestDeployment", "deployments: read", (client) => latestDeployment(client, at, "production")],
  ["listLabelledIssues", "issues: read", (client) => listLabelledIssues(client, at, { label: "feedback" })],
  ["listReactions", "issues: read", (client) => listReactions(client, at, 1)],
  ["listIssueComments", "issues: read", (client) => listIssueComments(client, pull)],
];
const answer = { key: "k", text: "x", headSha: HEAD_SHA, run: { id: 1, attempt: 1 } };
const tag = { name: "m@v1.0.0", commit: sha, message: "x", tagger };
const status = { state: "success", description: "" } as const;

test.concurrent.each(CALLS)(
  "%s: a refusal, a conflict, a failure and an answer that is none are told apart",
  async (...of) => {
    const [, needs, call] = of;
    await using github = await startGitHub();
    addCommit(github.state);
    addComment(github.state, { login: "ann", body: "/why" });
    const limits = { attempts: 1, attemptSeconds: 30, totalSeconds: 30 };
    const log = { info: () => {}, warn: () => {} };
    const client = await createClient({ token: "t", env: github.env, log, limits });
    // Whatever is asked for beside the first request is refused in the same way.
    const twice = (kind: "read-only" | "server-error") => github.faults.push({ kind }, { kind });
    twice("read-only");
    await expect(call(client)).rejects.toMatchObject({ kind: "permission", remedy: expect.stringContaining(needs) });
    github.faults.length = 0;
    twice("server-error");
    await expect(call(client)).rejects.toMatchObject({ kind: "unreachable" });
    github.faults.length = 0;
    github.faults.push({ kind: "conflict" });
    await expect(call(client)).rejects.toMatchObject({ kind: "refused", message: expect.stringContaining("409") });
    github.faults.push({ kind: "too-long" });
    await expect(call(client)).rejects.toMatchObject({ kind: "refused", message: expect.stringContaining("422") });
    github.faults.push({ kind: "rate-limit", retryAfter: 3_600 });
    await expect(call(client)).rejects.toMatchObject({ kind: "limit" });
    github.faults.push({ kind: "garbage" });
    await expect(call(client)).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringContaining("GitHub's answer to"),
    });
  },
);
