import type { GitHubClient, Repository } from "@airworthy/github";
import type { RefStore } from "@airworthy/refs";
import type { Ports } from "@airworthy/runtime";

/** The branch that a history is kept on where nobody says otherwise. */
export const DEFAULT_REF = "refs/heads/airworthy-history";

/** A repository on GitHub. */
export interface Remote {
  readonly client: GitHubClient;
  readonly repository: Repository;
}

/** The store of a ref: on GitHub where there is a remote, else in the clone of the working folder. */
export async function openStore(ref: string, remote: Remote | null, { cwd, env, signal }: Ports): Promise<RefStore> {
  if (remote !== null) {
    const { remoteRefStore } = await import("@airworthy/github");
    return remoteRefStore(remote.client, remote.repository, ref);
  }
  const { openRefStore } = await import("@airworthy/git");
  return openRefStore(cwd, ref, { env, signal });
}
