import type { Received } from "./message.ts";
import type { GitHubState } from "./state.ts";

/**
 * Which permission a path takes, one of several where they are alternatives, in a private repository:
 * https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps
 */
const SCOPES: readonly (readonly [path: RegExp, scopes: readonly string[]])[] = [
  [/^\/repos\/R\/(git|contents|compare)\//, ["contents"]],
  [/^\/repos\/R\/commits\/\w+\/pulls$/, ["pull-requests", "contents"]],
  [/^\/repos\/R\/(check-runs|commits\/\w+\/check-runs)/, ["checks"]],
  [/^\/repos\/R\/(statuses|commits\/\w+\/status)/, ["statuses"]],
  [/^\/repos\/R\/(commits|comments)/, ["contents"]],
  [/^\/repos\/R\/pulls/, ["pull-requests"]],
  [/^\/repos\/R\/issues\/(\d+\/comments|comments)/, ["pull-requests", "issues"]],
  [/^\/repos\/R\/issues/, ["issues"]],
  [/^\/repos\/R\/actions\//, ["actions"]],
  [/^\/repos\/R\/deployments/, ["deployments"]],
  // Of an organization, which no job's own token can have.
  [/^\/orgs\/[^/]+\/teams\//, ["members"]],
  [/^\/repos\/R\/attestations/, ["attestations"]],
];

/** Whether the token of a request may do what it asks for. */
export function isPermitted({ tokens }: GitHubState, { method, token }: Received, path: string): boolean {
  const granted = tokens.get(token ?? "");
  const [, scopes] = SCOPES.find(([pattern]) => pattern.test(path)) ?? [];
  if (granted === undefined || scopes === undefined) return true;
  const allowed = method === "GET" ? ["read", "write"] : ["write"];
  return scopes.some((scope) => allowed.includes(granted[scope] ?? "none"));
}
