import { execFileSync } from "node:child_process";
import { Refusal } from "./refusal.ts";

/** Whatever whoever runs this has configured: no conversion of line ends, no hook, no question. */
const PLAIN = ["-c", "core.autocrlf=false", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false"];
const MOST_BYTES = 64 * 1024 * 1024;

/** Runs git in a folder; what it prints, without the last line's end. Throws a Refusal with what git said. */
export function git(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  try {
    return execFileSync("git", [...PLAIN, ...args], {
      cwd,
      env: { ...process.env, GIT_TERMINAL_PROMPT: "0", ...env },
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: MOST_BYTES,
    }).trimEnd();
  } catch (cause) {
    const said = cause instanceof Error && "stderr" in cause ? String(cause.stderr).trim() : String(cause);
    throw new Refusal(`git ${args[0]} failed: ${said}`, { cause });
  }
}

/** Whether git answers with success: for questions such as merge-base --is-ancestor. */
export function gitHolds(cwd: string, args: readonly string[]): boolean {
  try {
    git(cwd, args);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** Writes all files of a commit into a folder that is there: its bytes, not those of a work tree. */
export function checkOut(repository: string, commit: string, folder: string, index: string): void {
  const env = { GIT_INDEX_FILE: index, GIT_WORK_TREE: folder };
  git(repository, ["read-tree", commit], env);
  git(repository, ["checkout-index", "--all", "--force"], env);
}
