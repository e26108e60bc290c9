import { GitProblem } from "./problem.ts";
import type { GitRun } from "./run-git.ts";

/** What a run in a folder printed, without the last line's end. Throws a GitProblem where it failed. */
export function textOf({ code, stdout, stderr }: GitRun, folder: string): string {
  if (code === 0) return stdout.toString("utf8").replace(/\r?\n$/, "");
  if (/not a git repository|cannot change to/.test(stderr)) {
    throw new GitProblem("no-repository", `${folder} is in no git repository`);
  }
  if (/dubious ownership/.test(stderr)) {
    throw new GitProblem("no-repository", `git does not trust the repository at ${folder}: another user owns it`, {
      remedy: `Run: git config --global --add safe.directory ${JSON.stringify(folder)}`,
    });
  }
  if (/cannot use bare repository/.test(stderr)) {
    throw new GitProblem("failed", `${folder} is in a bare repository; one with a work tree is needed`, {
      remedy: "Run it in a clone, or in what `git worktree add` makes of it.",
    });
  }
  throw new GitProblem("failed", `git failed with exit code ${code}: ${stderr}`);
}
