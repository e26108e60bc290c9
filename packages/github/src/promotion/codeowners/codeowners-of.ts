import type { GitHubClient } from "../../client.ts";
import type { Repository } from "../../event.ts";
import { readFileAtCommit } from "../../file-at-commit.ts";
import { ownersOf, parseCodeowners } from "./parse-codeowners.ts";

/** A file, and who owns it. */
export interface OwnedPath {
  readonly path: string;
  /** People ("@ann"), teams ("@org/team") and mail addresses. */
  readonly owners: readonly string[];
}

/** The first that is there counts, and no other. */
const PLACES = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"] as const;
/** "CODEOWNERS files must be under 3 MB in size." */
const MOST_BYTES = 3 * 1024 * 1024;

/**
 * Who owns files, by the CODEOWNERS file of a commit, given by its full SHA: that of the base branch, since a change could
 * name its own author. Nobody owns anything where there is no such file. Takes `contents: read`. Throws a UserError where the
 * file is too large or none, and a GitHubProblem.
 * https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 */
export async function codeownersOf(
  client: GitHubClient,
  repository: Repository,
  commit: string,
  paths: readonly string[],
): Promise<readonly OwnedPath[]> {
  const rules = parseCodeowners(await readFirst(client, repository, commit));
  return paths.map((path) => ({ path, owners: ownersOf(rules, path) }));
}

async function readFirst(client: GitHubClient, repository: Repository, commit: string): Promise<string> {
  for (const path of PLACES) {
    const bytes = await readFileAtCommit(client, repository, { commit, path }, MOST_BYTES);
    if (bytes !== null) return new TextDecoder().decode(bytes);
  }
  return "";
}
