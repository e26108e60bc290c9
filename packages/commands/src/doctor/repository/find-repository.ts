import { parseRepository, type Repository, readSource } from "@airworthy/github";
import type { Ports } from "@airworthy/runtime";

/** The end of a remote's address, such as https://github.com/owner/name.git or git@github.com:owner/name. */
const REMOTE = /[/:](?<owner>[^/:]+)\/(?<name>[^/]+?)(?:\.git)?\/?$/;

/** The repository at GitHub: the one that was named, that of the run, or that of the remote `origin`; null where nothing says. */
export async function findRepository(named: string | undefined, { env, cwd }: Ports): Promise<Repository | null> {
  if (named !== undefined) return parseRepository(named, "--repository");
  const ofRun = env["GITHUB_REPOSITORY"];
  if (ofRun) return parseRepository(ofRun, "GITHUB_REPOSITORY");
  const source = await readSource(cwd, env);
  const groups = REMOTE.exec(source?.remote ?? "")?.groups;
  return groups === undefined ? null : parseRepository(`${groups["owner"]}/${groups["name"]}`, "the remote origin");
}
