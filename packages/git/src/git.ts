import { type GitRun, type GitSurroundings, runGit } from "./run-git.ts";
import { textOf } from "./text-of.ts";

/** git in one repository. Both methods throw a GitProblem as `runGit` does. */
export interface Git {
  run(args: readonly string[], options?: GitOptions): Promise<GitRun>;
  /** What git prints, without the last line's end. Throws a GitProblem, too, where it fails. */
  text(args: readonly string[], options?: GitOptions): Promise<string>;
}

export interface GitOptions {
  /** What it reads. */
  readonly input?: string;
  /** The most bytes that it may print; a MiB without it. */
  readonly most?: number;
}

/** More than any answer but a listing or a file's content takes. */
const ANSWER_BYTES = 1024 * 1024;

export function gitIn(folder: string, surroundings: GitSurroundings): Git {
  const run: Git["run"] = (args, { input, most = ANSWER_BYTES } = {}) =>
    runGit(folder, args, input === undefined ? surroundings : { ...surroundings, input }, most);
  return { run, text: async (args, options) => textOf(await run(args, options), folder) };
}
