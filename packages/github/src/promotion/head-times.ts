import { UserError } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "../client.ts";
import type { Repository } from "../event.ts";
import { listCapped } from "./capped-list.ts";
import type { PullRequestNow } from "./read-issue-or-pull.ts";
import { runsOfCommit } from "./runs-of-commit.ts";
import { timeSchema } from "./time.ts";

const TIMELINE = "GET /repos/{owner}/{repo}/issues/{issue_number}/timeline";
/** Ten pages: with more, the last of them might be missed. */
const MOST_EVENTS = 1_000;

const eventSchema = v.object({ event: v.nullish(v.string()), created_at: v.nullish(timeSchema) });

/** After these the head may be a commit that it was once before: https://docs.github.com/en/rest/using-the-rest-api/issue-event-types */
const TURNS: readonly string[] = ["head_ref_force_pushed", "head_ref_deleted", "head_ref_restored", "reopened"];
/** After these the same head is another change. */
const NEW_BASES: readonly string[] = ["base_ref_changed", "automatic_base_change_succeeded"];

/** When a pull request became what it is, by GitHub's clock. */
export interface HeadTimes {
  /** When its head became the head; null where nobody knows. */
  readonly since: string | null;
  /** When it was last said what it is to be merged into; null where that is as at first. */
  readonly basedOn: string | null;
}

/**
 * Since when a pull request is at its head: the first run of a workflow on that commit and branch since the branch could last have
 * gone back. What a commit says of its own time, and what ran before or elsewhere, counts for nothing: a commit may be old, and be
 * pushed again. Of one that was merged it is when that was. Null where nobody knows.
 *
 * Takes `actions: read` and `issues: read`. Throws a UserError for more runs than GitHub lists, and for more than 1,000 events, which
 * may hide what happened last; and a GitHubProblem.
 */
export async function headTimes(client: GitHubClient, at: Repository, pull: PullRequestNow): Promise<HeadTimes> {
  const events = await timelineOf(client, at, pull);
  const basedOn = lastOf(events, NEW_BASES);
  if (pull.state === "merged") return { since: pull.mergedAt, basedOn };
  const turned = Date.parse(lastOf(events, TURNS) ?? pull.createdAt);
  const times = (await runsOfCommit(client, at, pull.headSha))
    .filter(({ branch, repository }) => branch === pull.headRef && repository === pull.headRepository)
    .map(({ createdAt }) => createdAt)
    .filter((on) => Date.parse(on) >= Math.max(turned, Date.parse(pull.createdAt)));
  return { since: times.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null, basedOn };
}

type TimelineEvent = v.InferOutput<typeof eventSchema>;

async function timelineOf(
  client: GitHubClient,
  { owner, repo }: Repository,
  { number }: PullRequestNow,
): Promise<readonly TimelineEvent[]> {
  const request = { route: TIMELINE, parameters: { owner, repo, issue_number: number }, needs: "issues: read" };
  const { items, isCut } = await listCapped(client, request, eventSchema, MOST_EVENTS);
  if (!isCut) return items;
  throw new UserError(`Pull request #${number} has more than ${MOST_EVENTS} events: not all are looked at`, {
    remedy: "Open another one, or promote from an issue by naming the digest.",
  });
}

/** Null where there was no such event. Throws a UserError where GitHub does not say when one was. */
function lastOf(events: readonly TimelineEvent[], kinds: readonly string[]): string | null {
  const times = events.flatMap(({ event, created_at: on }) => {
    if (!kinds.includes(event ?? "")) return [];
    if (on) return [on];
    throw new UserError(`GitHub's answer to ${TIMELINE} does not say when ${event} was`);
  });
  return times.toSorted((a, b) => Date.parse(a) - Date.parse(b)).at(-1) ?? null;
}
