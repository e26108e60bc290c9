import { spawn } from "node:child_process";
import { dirname } from "node:path";
import { buffer } from "node:stream/consumers";
import { GitProblem } from "./problem.ts";

/** What a run of git is given of the world. */
export interface GitSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends whatever is under way. */
  readonly signal: AbortSignal;
  /** What git reads from its standard input; nothing without it. */
  readonly input?: string;
}

export interface GitRun {
  readonly code: number;
  readonly stdout: Buffer;
  /** In English. */
  readonly stderr: string;
}

/** git needs no more than these; a token in the environment is none of its business, and GIT_DIR would mislead it. */
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

/**
 * A repository's configuration may name programs, to watch files, as hooks, to fetch what a partial clone lacks, to check
 * signatures, to page: none of them is run. Nor are objects or parents replaced by others (GIT_GRAFT_FILE below), so that a
 * SHA means what it says; nor is a folder of the work tree that looks like a bare repository taken for the clone.
 */
const GUARDS = [
  "--no-pager",
  "--no-replace-objects",
  "--no-optional-locks",
  "--literal-pathspecs",
  ...[
    "safe.bareRepository=explicit",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "protocol.allow=never",
    "log.showSignature=false",
    "advice.graftFileDeprecated=false",
    "credential.helper=",
  ].flatMap((setting) => ["-c", setting]),
];

const FIXED = { LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_NO_LAZY_FETCH: "1", GIT_GRAFT_FILE: "/dev/null" };

/** A merge base in a history of a million commits takes seconds. */
const TIMEOUT_MS = 120_000;
const STDERR_CHARACTERS = 2_000;

/**
 * Runs git in a folder, without a shell, prompts or the network, and waits for its end. Throws a GitProblem where there
 * is no git, it takes too long, or prints more than `mostBytes`; and the signal's reason when it is aborted.
 */
export async function runGit(
  folder: string,
  args: readonly string[],
  { env, signal, input }: GitSurroundings,
  mostBytes: number,
): Promise<GitRun> {
  signal.throwIfAborted();
  const kept = PASSED_ON.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]));
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const child = spawn("git", [...GUARDS, "-C", folder, ...args], {
    // Windows looks for programs in the working folder first, where a repository could have one called git.
    cwd: dirname(process.execPath),
    env: { ...Object.fromEntries(kept), ...FIXED },
    stdio: ["pipe", "pipe", "pipe"],
    windowsHide: true,
    signal: AbortSignal.any([signal, timeout]),
  });
  // A git that ends without having read it all says why by its exit code.
  child.stdin.on("error", () => {}).end(input);
  const ended = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  const stdout = readAll(child.stdout, mostBytes, () => child.kill());
  const stderr = buffer(child.stderr);
  try {
    const [code, out, said] = await Promise.all([ended, stdout, stderr]);
    if (out === null)
      throw new GitProblem("too-large", `git printed more than the ${mostBytes} bytes that are allowed`);
    return { code: code ?? -1, stdout: out, stderr: said.toString("utf8").slice(0, STDERR_CHARACTERS).trim() };
  } catch (error) {
    signal.throwIfAborted();
    throw explain(error, timeout);
  }
}

/** All that comes, or null where it is more than allowed. */
async function readAll(stream: AsyncIterable<Buffer>, most: number, stop: () => void): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes <= most) chunks.push(chunk);
    else stop();
  }
  return bytes > most ? null : Buffer.concat(chunks);
}

function explain(error: unknown, timeout: AbortSignal): unknown {
  if (timeout.aborted)
    return new GitProblem("failed", `git did not end within ${TIMEOUT_MS / 1000} s`, { cause: error });
  const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
  if (!isMissing) return error;
  return new GitProblem("no-git", "There is no git program here", {
    remedy: "Install git, or put it on the PATH.",
    cause: error,
  });
}
