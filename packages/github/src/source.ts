import { execFile } from "node:child_process";
import type { Environment } from "./client.ts";

/** The state of a git work tree. */
export interface Source {
  readonly commit: string;
  /** Whether files differ from the commit, untracked ones included. */
  readonly dirty: boolean;
  /** The remote's address without user name and password; null without a remote. */
  readonly remote: string | null;
  /** Such as "refs/heads/main"; null when no branch is checked out. */
  readonly ref: string | null;
}

/** git needs no more than these; a token in the environment is none of its business. */
const PASSED_ON = [
  "PATH",
  "Path",
  "HOME",
  "USERPROFILE",
  "SYSTEMROOT",
  "SystemRoot",
  "TEMP",
  "TMP",
  "TMPDIR",
  "XDG_CONFIG_HOME",
];

const TIMEOUT_MS = 30_000;
const OUTPUT_BYTES = 16 * 1024 * 1024;

/** Asks git about the folder. Null where it is no work tree, has no commit yet, or git is not installed. */
export async function readSource(cwd: string, env: Environment): Promise<Source | null> {
  const git = (...args: string[]) => runGit(args, cwd, env);
  const commit = await git("rev-parse", "--verify", "HEAD^{commit}");
  if (commit === null) return null;
  const [status, remote, ref] = await Promise.all([
    git("status", "--porcelain", "--untracked-files=normal"),
    git("remote", "get-url", "origin"),
    git("symbolic-ref", "--quiet", "HEAD"),
  ]);
  return { commit, dirty: status !== "", remote: remote === null ? null : withoutCredentials(remote), ref };
}

/** `https://user:secret@host/x` is `https://host/x`; other forms, such as `git@host:x`, hold no secret. */
export function withoutCredentials(remote: string): string {
  return remote.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/]*@/i, "$1");
}

/** What git prints, without the line's end; null when it fails. */
function runGit(args: readonly string[], cwd: string, env: Environment): Promise<string | null> {
  const kept = Object.fromEntries(PASSED_ON.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
  const options = {
    cwd,
    env: { ...kept, LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0" },
    timeout: TIMEOUT_MS,
    maxBuffer: OUTPUT_BYTES,
    windowsHide: true,
  };
  return new Promise((resolve) => {
    // A repository's configuration may name a program to watch its files: it is not run.
    execFile("git", ["-c", "core.fsmonitor=false", ...args], options, (error, stdout) => {
      resolve(error === null ? stdout.trimEnd() : null);
    });
  });
}
