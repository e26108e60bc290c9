import { GitProblem } from "@airworthy/git";
import { createClient, parseRepository } from "@airworthy/github";
import { parseRef } from "@airworthy/history";
import type { RefState } from "@airworthy/refs";
import type { Ports } from "@airworthy/runtime";
import { openStore, type Remote } from "../history/open-store.ts";

/**
 * The history's ref as it stands: in a workflow that has a token, GitHub's; else that of the clone that the command runs
 * in. Null outside of a repository, where there can be none. Throws a UserError for a name that git does not allow.
 */
export async function openHistory(name: string, token: string | undefined, ports: Ports): Promise<RefState | null> {
  const ref = parseRef(name);
  try {
    const store = await openStore(ref, await remoteOf(token, ports), ports);
    return await store.open();
  } catch (error) {
    if (error instanceof GitProblem && ABSENT.has(error.kind)) return null;
    throw error;
  }
}

/** How git says that there is no repository: evidence alone makes a site, too. */
const ABSENT: ReadonlySet<string> = new Set(["no-repository", "no-git"]);

async function remoteOf(token: string | undefined, { env, log, signal }: Ports): Promise<Remote | null> {
  const repository = env["GITHUB_REPOSITORY"];
  if (!token || !repository) return null;
  const client = await createClient({ token, env, log, signal });
  return { client, repository: parseRepository(repository, "GITHUB_REPOSITORY") };
}
