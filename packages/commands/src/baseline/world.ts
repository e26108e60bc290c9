import { UserError } from "@airworthy/evidence";
import { GitProblem, type GitRepository, openRepository } from "@airworthy/git";
import { createClient, type GitHubClient, type Repository, readEvent, type WorkflowEvent } from "@airworthy/github";
import type { Ports } from "@airworthy/runtime";

/** What of the world a baseline may be looked for in; each part is opened when it is first asked for, and once. */
export interface World {
  readonly ports: Ports;
  /** Null outside of GitHub Actions. */
  event(): Promise<WorkflowEvent | null>;
  /** The clone of the working folder, or why there is none. */
  clone(): Promise<GitRepository | GitProblem>;
  /** GitHub, where a token and a repository say whose. Throws a UserError with `instead`, another way, where they do not. */
  github(instead: string): Promise<Remote>;
  /** Whether GitHub can be asked. */
  hasGitHub(): Promise<boolean>;
}

export interface Remote {
  readonly client: GitHubClient;
  readonly repository: Repository;
}

export function openWorld(token: string | undefined, ports: Ports): World {
  const event = once(() => readEvent(ports.env));
  const client = once(() => createClient({ token: token ?? "", env: ports.env, log: ports.log, signal: ports.signal }));
  return {
    ports,
    event,
    clone: once(() => openClone(ports)),
    hasGitHub: async () => Boolean(token) && (await event()) !== null,
    async github(instead) {
      const repository = (await event())?.repository;
      if (repository === undefined) {
        throw new UserError("GitHub cannot be asked outside of GitHub Actions", { remedy: instead });
      }
      if (!token) throw new UserError("GitHub cannot be asked without a token", { remedy: `Give one, or: ${instead}` });
      return { client: await client(), repository };
    },
  };
}

async function openClone({ cwd, env, signal }: Ports): Promise<GitRepository | GitProblem> {
  try {
    return await openRepository(cwd, { env, signal });
  } catch (error) {
    if (error instanceof GitProblem) return error;
    throw error;
  }
}

function once<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | null = null;
  return () => {
    opened ??= open();
    return opened;
  };
}
