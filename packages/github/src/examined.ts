import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import type { Environment, GitHubClient } from "./client.ts";
import type { WorkflowEvent } from "./event.ts";
import { numberSchema, shaSchema } from "./identifiers.ts";
import { resolvePullRequest } from "./pull-request.ts";

/** What a workflow examines: a change that is proposed to a branch, or the tip of a branch. */
export type Examined = ExaminedChange | ExaminedBranch;

export interface ExaminedChange {
  readonly kind: "change";
  /** Of the pull request; null for what a merge queue is about to merge. */
  readonly number: number | null;
  /** The tip of the branch that is merged into, as the event had it. */
  readonly base: string;
  readonly head: string;
}

export interface ExaminedBranch {
  readonly kind: "branch";
  readonly tip: string;
  /** Where the branch stood before a push; null where it is new, or this is no push. */
  readonly before: string | null;
}

const WHERE = "The event's payload";
const PULL = "GET /repos/{owner}/{repo}/pulls/{pull_number}";
/** How a push says that there was no commit. */
const NO_COMMIT = /^0+$/;

const pullSchema = v.object({
  number: numberSchema,
  base: v.object({ sha: shaSchema }),
  head: v.object({ sha: shaSchema }),
});
const pullEventSchema = v.object({ pull_request: pullSchema });
const pushEventSchema = v.object({ after: shaSchema, before: shaSchema });
const groupEventSchema = v.object({ merge_group: v.object({ head_sha: shaSchema, base_sha: shaSchema }) });
const tipSchema = v.object({ GITHUB_SHA: shaSchema });

/**
 * Finds out what an event is about. `connect` is called where GitHub has to be asked: the events of comments and of other
 * workflows do not name the commits. Throws a UserError on a payload of the wrong shape, where one of these has no pull
 * request, and where its head has moved on.
 */
export async function readExamined(
  event: WorkflowEvent,
  env: Environment,
  connect: () => Promise<GitHubClient>,
): Promise<Examined> {
  switch (event.name) {
    case "pull_request":
    case "pull_request_target":
    case "pull_request_review":
    case "pull_request_review_comment":
      return changeOf(checkShape(pullEventSchema, event.payload, WHERE).pull_request);
    case "issue_comment":
    case "workflow_run":
      return await askForPull(event, await connect());
    case "merge_group": {
      const { head_sha: head, base_sha: base } = checkShape(groupEventSchema, event.payload, WHERE).merge_group;
      return { kind: "change", number: null, base, head };
    }
    case "push": {
      const { after: tip, before } = checkShape(pushEventSchema, event.payload, WHERE);
      return { kind: "branch", tip, before: NO_COMMIT.test(before) ? null : before };
    }
    default:
      return { kind: "branch", tip: checkShape(tipSchema, env, "The environment").GITHUB_SHA, before: null };
  }
}

async function askForPull(event: WorkflowEvent, client: GitHubClient): Promise<Examined> {
  const resolution = await resolvePullRequest(event, client);
  if (resolution.kind === "none") throw new UserError(`The event ${event.name} names no change: ${resolution.reason}`);
  const { owner, repo, number, headSha } = resolution.pull;
  const parameters = { owner, repo, pull_number: number };
  const answer = await client.request({ route: PULL, parameters, needs: "pull-requests: read" });
  const change = changeOf(checkShape(pullSchema, answer, `GitHub's answer to ${PULL}`));
  if (change.head === headSha) return change;
  throw new UserError(`The head of #${number} moved on from ${headSha} to ${change.head}`, {
    remedy: "The run of the newer commit examines it.",
  });
}

function changeOf({ number, base, head }: v.InferOutput<typeof pullSchema>): ExaminedChange {
  return { kind: "change", number, base: base.sha, head: head.sha };
}
