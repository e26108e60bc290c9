import { createHash } from "node:crypto";
import { SHA } from "./names.ts";
import { GitProblem } from "./problem.ts";
import { type GitSurroundings, runGit } from "./run-git.ts";

/** How a work tree stands to its last commit. */
export interface WorkState {
  /** The full SHA of the commit that is checked out. */
  readonly commit: string;
  /** Whether files differ from the commit's, or are there beside them without being ignored. */
  readonly isDirty: boolean;
  /** SHA-256 of the difference that `git diff --binary` shows against the commit; null where there is none. */
  readonly diffSha256: string | null;
}

/** A difference is digested, not kept; larger ones are no change to code. */
const DIFF_BYTES = 256 * 1024 * 1024;
const STATUS_BYTES = 16 * 1024 * 1024;

/**
 * The state of the repository that an absolute path of a folder is in; null where it is in none, nothing was committed yet, or
 * there is no git. Throws a GitProblem where git fails or shows more than can be taken in, and the signal's reason.
 */
export async function readWorkState(folder: string, surroundings: GitSurroundings): Promise<WorkState | null> {
  const commit = await commitOf(folder, surroundings);
  if (commit === null) return null;
  const status = await run(
    folder,
    ["status", "--porcelain=v1", "-z", "--untracked-files=normal"],
    surroundings,
    STATUS_BYTES,
  );
  // Programs that a repository's attributes name are not run, nor do a user's settings change what is digested.
  const options = ["--binary", "--no-ext-diff", "--no-textconv", "--no-color", "--no-renames", "--full-index"];
  const diff = await run(
    folder,
    ["-c", "diff.noprefix=false", "-c", "diff.mnemonicPrefix=false", "diff", ...options, commit],
    surroundings,
    DIFF_BYTES,
  );
  return {
    commit,
    isDirty: status.length > 0,
    diffSha256: diff.length === 0 ? null : createHash("sha256").update(diff).digest("hex"),
  };
}

async function commitOf(folder: string, surroundings: GitSurroundings): Promise<string | null> {
  try {
    const { code, stdout } = await runGit(folder, ["rev-parse", "--verify", "--quiet", "HEAD"], surroundings, 1_000);
    const sha = stdout.toString("utf8").trim();
    return code === 0 && SHA.test(sha) ? sha : null;
  } catch (error) {
    if (error instanceof GitProblem && error.kind === "no-git") return null;
    throw error;
  }
}

async function run(
  folder: string,
  args: readonly string[],
  surroundings: GitSurroundings,
  mostBytes: number,
): Promise<Buffer> {
  const { code, stdout, stderr } = await runGit(folder, args, surroundings, mostBytes);
  if (code === 0) return stdout;
  throw new GitProblem("failed", `git failed with exit code ${code}: ${stderr}`);
}
