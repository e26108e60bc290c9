import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { endStrays, endTree, endTreeNow, LEADS_GROUP } from "./process-tree.ts";

export interface ProcessStart {
  readonly argv: readonly [string, ...string[]];
  readonly cwd: string;
  /** All that the program sees: nothing is added. */
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** The most that it may print, on both of its outputs together. */
  readonly mostBytes: number;
  readonly signal: AbortSignal;
  /** Bits that its new files do not get; those of our own process without it. */
  readonly umask?: number;
  /** The value of one of the variables that no other process has: what leaves the program's group is found by it. */
  readonly marker?: string;
  /** Is handed what the program prints on its standard output, within `mostBytes`. */
  readonly onStdout?: (chunk: Uint8Array) => void;
}

export interface ProcessEnd {
  readonly ended: "exited" | "killed" | "timed-out" | "flooded";
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** The end of what it printed, both outputs as they came. */
  readonly tail: string;
  readonly seconds: number;
}

/** How long a program may take to end after it was asked to. */
const GRACE_MS = 5_000;
/** The same where the user interrupts: whoever runs us waits three seconds, and there is more to clear away. */
const INTERRUPTED_GRACE_MS = 1_000;
/** How long what it printed last may be on its way. */
const DRAIN_MS = 1_000;
const TAIL_BYTES = 8_192;
const NO_UMASK_ON = "win32";

/**
 * Runs a program without a shell and waits for its end, and for that of all it started: nothing is left behind. Rejects where
 * it cannot be started, with the system's error, and with the signal's reason when it is aborted.
 */
export async function runProcess(start: ProcessStart): Promise<ProcessEnd> {
  start.signal.throwIfAborted();
  const began = performance.now();
  const child = await started(start);
  const killNow = () => endTreeNow(child);
  // Even where our process ends in the middle.
  process.on("exit", killNow);
  try {
    const watched = watch(child, start);
    const { stopped } = await watched.ended;
    await endRest(child, start.marker);
    start.signal.throwIfAborted();
    const { exitCode, signalCode: signal } = child;
    const ended = stopped ?? (signal === null ? "exited" : "killed");
    const seconds = (performance.now() - began) / 1_000;
    return { ended, exitCode, signal, tail: watched.tail(), seconds };
  } finally {
    process.off("exit", killNow);
  }
}

async function started({ argv, cwd, env, umask }: ProcessStart): Promise<ChildProcess> {
  const [program, ...args] = argv;
  const before = umask === undefined || process.platform === NO_UMASK_ON ? null : process.umask(umask);
  let child: ChildProcess;
  try {
    child = spawn(program, args, {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      shell: false,
      windowsHide: true,
      detached: LEADS_GROUP,
    });
  } finally {
    if (before !== null) process.umask(before);
  }
  await once(child, "spawn");
  return child;
}

type Stopped = "timed-out" | "flooded" | "aborted";

interface Watched {
  readonly ended: Promise<{ readonly stopped: Exclude<Stopped, "aborted"> | null }>;
  tail(): string;
}

/** Reads what a program prints, and stops it where it takes too long, prints too much, or is not wanted any more. */
function watch(child: ChildProcess, { timeoutMs, mostBytes, signal, onStdout }: ProcessStart): Watched {
  let stopped: Stopped | null = null;
  let bytes = 0;
  let tail = Buffer.alloc(0);
  let killer: NodeJS.Timeout | undefined;
  const stop = (why: Stopped) => {
    if (stopped !== null) return;
    stopped = why;
    endTree(child, "SIGTERM");
    killer = setTimeout(() => endTree(child, "SIGKILL"), why === "aborted" ? INTERRUPTED_GRACE_MS : GRACE_MS);
  };
  const take = (chunk: Buffer, isStdout: boolean) => {
    bytes += chunk.length;
    tail = Buffer.concat([tail, chunk.subarray(-TAIL_BYTES)]).subarray(-TAIL_BYTES);
    if (bytes > mostBytes) stop("flooded");
    else if (isStdout) onStdout?.(chunk);
  };
  for (const [stream, isStdout] of [[child.stdout, true] as const, [child.stderr, false] as const]) {
    stream?.on("data", (chunk: Buffer) => take(chunk, isStdout)).on("error", () => {});
  }
  const timer = setTimeout(() => stop("timed-out"), timeoutMs);
  const abort = () => stop("aborted");
  signal.addEventListener("abort", abort);
  const ended = new Promise<void>((resolve, reject) => {
    child.once("error", reject).once("exit", () => resolve());
  }).then(() => ({ stopped: stopped === "aborted" ? null : stopped }));
  return {
    ended: ended.finally(() => {
      clearTimeout(timer);
      clearTimeout(killer);
      signal.removeEventListener("abort", abort);
    }),
    tail: () => tail.toString("utf8"),
  };
}

/** Ends what the program left running, and reads what is still on its way. */
async function endRest(child: ChildProcess, marker: string | undefined): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    const streams = [child.stdout, child.stderr].filter((stream) => stream !== null && !stream.closed);
    let left = streams.length;
    if (left === 0) resolve();
    for (const stream of streams) stream?.once("close", () => --left === 0 && resolve());
  });
  if (LEADS_GROUP) endTree(child, "SIGKILL");
  if (marker !== undefined) await endStrays(marker);
  const timer = new AbortController();
  await Promise.race([closed, wait(DRAIN_MS, undefined, { signal: timer.signal }).catch(() => undefined)]);
  timer.abort();
  child.stdout?.destroy();
  child.stderr?.destroy();
}
