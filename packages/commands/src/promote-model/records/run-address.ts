import type { Ports } from "@airworthy/runtime";

const GITHUB = "https://github.com";

/** The page of the repository that the workflow runs in; null outside of one. */
export function repositoryAddress(env: Ports["env"]): string | null {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = env;
  return repository ? `${server || GITHUB}/${repository}` : null;
}

/** The page of the run; null outside of a workflow. */
export function runAddress(env: Ports["env"]): string | null {
  const repository = repositoryAddress(env);
  const run = env["GITHUB_RUN_ID"];
  return repository === null || !run ? null : `${repository}/actions/runs/${run}`;
}
