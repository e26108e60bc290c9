import { GitProblem } from "./problem.ts";
import { type GitSurroundings, runGit } from "./run-git.ts";

/** The version of git, such as "2.39.5"; null where there is no git. Throws the signal's reason when it is aborted. */
export async function gitVersion(surroundings: GitSurroundings): Promise<string | null> {
  try {
    const { stdout } = await runGit(".", ["version"], surroundings, 1_000);
    return /\d+(?:\.\d+)+/.exec(stdout.toString("utf8"))?.[0] ?? null;
  } catch (error) {
    if (error instanceof GitProblem) return null;
    throw error;
  }
}
