import { approvalsOf, GitHubProblem, permissionOf, teamsOf } from "@airworthy/github";
import type { Actor, Approval, PromotionPolicy, Stage } from "@airworthy/promotion";
import { environmentReviews } from "../environment-reviews.ts";
import type { Remote } from "../manage-rollout/open-flags.ts";
import type { Asked } from "./asked.ts";
import type { FoundHead } from "./find-head.ts";
import type { Place } from "./place.ts";

/** Who asks, with what GitHub lets them do now; on a command line its user, who may do what git lets them. */
export async function readActor(asked: Asked, policy: PromotionPolicy, place: Place): Promise<Actor> {
  const { actor, isBot } = asked;
  const login = `@${actor}`;
  if (place.remote === null) return { login, teams: [], isBot, permission: "write" };
  const { client, repository } = place.remote;
  if (isBot) return { login, teams: [], isBot, permission: "none" };
  const { level } = await permissionOf(client, repository, actor);
  const teams = policy.stages.flatMap(({ requesters, approvers }) => [...requesters, ...approvers]).filter(isTeam);
  return { login, teams: await teamsOfPerson(actor, teams, place), isBot, permission: level };
}

/** What is to be approved. */
export interface ApprovedFor {
  readonly commit: string;
  /** Whether whoever asks has named the version or the digest. */
  readonly isNamed: boolean;
  readonly pullRequest: number | null;
  /** That of the pull request. */
  readonly head: FoundHead | null;
  /** The time of the decision: of approvals that say no other. */
  readonly on: string;
}

/** Whose approvals a stage asks for. */
export interface ApprovedBy {
  readonly stage: Stage;
  readonly codeowners: readonly (readonly string[])[];
}

/** Who agrees: reviews of the pull request, and of the stage's environment; on a command line whom its user names. */
export async function readApprovals(
  { stage, codeowners }: ApprovedBy,
  { commit, isNamed, pullRequest, head, on }: ApprovedFor,
  place: Place,
): Promise<readonly Approval[]> {
  const { remote, inputs, ports } = place;
  if (remote === null) {
    return (inputs["approved-by"] ?? []).map((by) => ({
      by,
      teams: [],
      on,
      commit,
      via: "comment",
      environment: null,
    }));
  }
  const reviews = pullRequest === null || head === null ? [] : await reviewsOf(remote, pullRequest, head);
  const people = [
    ...reviews,
    ...(stage.environment === null
      ? []
      : await environmentApprovals(remote, { commit: isNamed ? commit : null, on }, ports.env)),
  ];
  const teams = [...stage.approvers, ...codeowners.flat()].filter(isTeam);
  return await Promise.all(
    people.map(async (approval) => ({ ...approval, teams: await teamsOfPerson(approval.by.slice(1), teams, place) })),
  );
}

/** Who approved what was merged has approved the merge: nobody can review that one. */
async function reviewsOf(
  { client, repository }: Remote,
  number: number,
  { commit, reviewed }: FoundHead,
): Promise<readonly Approval[]> {
  const { approvals, outdated } = await approvalsOf(client, { ...repository, number }, reviewed);
  return [...approvals, ...outdated]
    .filter(({ by }) => by.type === "User")
    .map((review) => ({
      by: `@${review.by.login}`,
      teams: [],
      on: review.on,
      commit: review.commit === reviewed ? commit : review.commit,
      via: "review",
      environment: null,
    }));
}

/** Who let the job in has seen what the run was started with: that counts for a commit only where it named the version. */
async function environmentApprovals(
  remote: Remote,
  { commit, on }: { readonly commit: string | null; readonly on: string },
  env: Place["ports"]["env"],
): Promise<readonly Approval[]> {
  const reviews = await environmentReviews(remote, env);
  return reviews.flatMap(({ login, environments }) =>
    environments.map((environment) => ({
      by: `@${login}`,
      teams: [],
      on,
      commit,
      via: "environment" as const,
      environment,
    })),
  );
}

/** Those of the teams that somebody is in; none, with a warning, where the token cannot see it. */
async function teamsOfPerson(login: string, teams: readonly string[], place: Place): Promise<readonly string[]> {
  if (place.remote === null || teams.length === 0) return [];
  const named = [...new Set(teams)];
  try {
    return await teamsOf(place.remote.client, login, named);
  } catch (error) {
    if (!(error instanceof GitHubProblem)) throw error;
    place.warn(`Who is in ${named.join(", ")} is not known, so nobody counts as their member: ${error.message}`);
    return [];
  }
}

/** Mail addresses, which CODEOWNERS takes too, are of nobody whom GitHub names. */
function isTeam(name: string): boolean {
  return name.startsWith("@") && name.includes("/");
}
