/** What GitHub's identity provider says of a job, unless a test says otherwise. */
export const JOB_CLAIMS: Readonly<Record<string, string>> = {
  iss: "https://token.actions.githubusercontent.com",
  aud: "sigstore",
  sub: "repo:octo-org/sentiment:ref:refs/heads/main",
  repository: "octo-org/sentiment",
  repository_id: "74",
  repository_owner: "octo-org",
  repository_owner_id: "65",
  repository_visibility: "public",
  ref: "refs/heads/main",
  sha: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  event_name: "push",
  workflow: "release",
  workflow_ref: "octo-org/sentiment/.github/workflows/release.yml@refs/heads/main",
  workflow_sha: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  job_workflow_ref: "octo-org/sentiment/.github/workflows/release.yml@refs/heads/main",
  job_workflow_sha: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  run_id: "1000",
  run_attempt: "2",
  runner_environment: "github-hosted",
};

/** A token with those claims. Nobody here checks its signature. */
export function identityToken(claims: Readonly<Record<string, unknown>> = JOB_CLAIMS): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}.c2lnbmF0dXJl`;
}
