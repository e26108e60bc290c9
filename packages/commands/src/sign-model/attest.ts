import { UserError } from "@airworthy/evidence";
import { createClient, parseRepository, storeAttestation } from "@airworthy/github";
import type { Ports } from "@airworthy/runtime";
import type { SignedStatement } from "./sign-evidence.ts";

/**
 * Uploads bundles to GitHub's attestations of the workflow's repository; their pages. Throws a UserError outside of
 * GitHub Actions and without a token, and a GitHubProblem that names the permission where that is missing.
 */
export async function attest(
  signed: readonly SignedStatement[],
  token: string | undefined,
  { env, log, signal }: Ports,
): Promise<readonly string[]> {
  const { GITHUB_REPOSITORY: repository, GITHUB_SERVER_URL: server } = env;
  if (repository === undefined || token === undefined) {
    throw new UserError("attest: there is no GITHUB_REPOSITORY or no github-token", {
      remedy: "Attest in GitHub Actions, or set GITHUB_REPOSITORY and GITHUB_TOKEN.",
    });
  }
  const place = parseRepository(repository, "GITHUB_REPOSITORY");
  const client = await createClient({ token, env, log, signal });
  const pages: string[] = [];
  for (const { bundle } of signed) {
    const { url } = await storeAttestation(client, { ...place, ...(server ? { serverUrl: server } : {}) }, bundle);
    pages.push(url);
  }
  return pages;
}
