import { UserError } from "@airworthy/evidence";
import * as v from "valibot";

/**
 * `permission`: the token may not do this. `not-found`: there is no such thing, or the token may not see it.
 * `refused`: GitHub understood and said no. `limit`: a rate limit outlasts what is reasonable to wait.
 * `unreachable`: no answer, or a failure on GitHub's side; whether a write took effect is unknown.
 */
export type ProblemKind = "permission" | "not-found" | "refused" | "limit" | "unreachable";

/** GitHub did not do what was asked. Nothing of ours is broken, so it is shown without a stack. */
export class GitHubProblem extends UserError {
  readonly kind: ProblemKind;

  constructor(kind: ProblemKind, message: string, options: { remedy?: string; cause?: unknown } = {}) {
    super(message, options);
    this.kind = kind;
  }
}

/** What went wrong with one request; `status` is null where there was no answer. */
export interface Failure {
  readonly status: number | null;
  readonly message: string;
  readonly retryAfter: string | null;
  readonly remaining: string | null;
  readonly reset: string | null;
}

const MESSAGE_CHARACTERS = 300;

const header = v.nullish(v.union([v.string(), v.number()]));

const failureSchema = v.object({
  status: v.number(),
  message: v.string(),
  response: v.nullish(
    v.object({
      headers: v.object({ "retry-after": header, "x-ratelimit-remaining": header, "x-ratelimit-reset": header }),
    }),
  ),
});

/** Reads an error of Octokit's; null when it is something else, such as a bug or the user's interruption. */
export function readFailure(error: unknown): Failure | null {
  const result = v.safeParse(failureSchema, error);
  if (!result.success || (error instanceof Error && error.name === "AbortError")) return null;
  const { status, message, response } = result.output;
  const headers = response?.headers;
  return {
    status: response ? status : null,
    message: message.length > MESSAGE_CHARACTERS ? `${message.slice(0, MESSAGE_CHARACTERS)}…` : message,
    retryAfter: textOrNull(headers?.["retry-after"]),
    remaining: textOrNull(headers?.["x-ratelimit-remaining"]),
    reset: textOrNull(headers?.["x-ratelimit-reset"]),
  };
}

/** The failure in words. `needs` is the permission that the request takes, such as "pull-requests: write". */
export function describeFailure(failure: Failure, request: string, needs: string, cause: unknown): GitHubProblem {
  const said = `GitHub answered ${failure.status}: ${failure.message}`;
  switch (failure.status) {
    case null:
      return new GitHubProblem("unreachable", `${request} got no answer: ${failure.message}`, {
        remedy: "Check GITHUB_API_URL, the proxy variables and the network, then run the job again.",
        cause,
      });
    case 401:
      return new GitHubProblem("refused", `${request}: the token was not accepted. ${said}`, {
        remedy: "Pass a valid token, or leave the input out: the workflow's own token is the default.",
        cause,
      });
    case 403:
      return new GitHubProblem("permission", `${request}: the token may not do this. ${said}`, {
        remedy: permissionRemedy(needs),
        cause,
      });
    case 404:
      return new GitHubProblem("not-found", `${request}: not found. ${said}`, {
        remedy: permissionRemedy(needs),
        cause,
      });
    default:
      return new GitHubProblem(failure.status >= 500 ? "unreachable" : "refused", `${request} failed. ${said}`, {
        cause,
      });
  }
}

function permissionRemedy(needs: string): string {
  return (
    `The job needs \`permissions: ${needs}\`. Pull requests from forks and of Dependabot get a read-only token ` +
    "whatever is asked for; post their reports from a `workflow_run` workflow."
  );
}

function textOrNull(value: string | number | null | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
