import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";

const IS_WINDOWS = process.platform === "win32";
/** A program leads a group of its own, so that those it started end with it. Windows has no groups of this kind. */
export const LEADS_GROUP = !IS_WINDOWS;

/** Ends a program and all it started, asking first where the system knows of asking. */
export function endTree(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): void {
  const { pid } = child;
  if (pid === undefined) return;
  if (IS_WINDOWS) {
    // Each process knows only its parent; once that has ended they cannot be found any more.
    spawn("taskkill", ["/PID", String(pid), "/T", "/F"], { stdio: "ignore", windowsHide: true }).on("error", () => {});
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // None of the group is left.
  }
}

/** The same at the end of our own process, which waits for nothing any more. */
export function endTreeNow(child: ChildProcess): void {
  if (IS_WINDOWS && child.pid !== undefined) {
    spawnSync("taskkill", ["/PID", String(child.pid), "/T", "/F"], { stdio: "ignore", windowsHide: true });
    return;
  }
  endTree(child, "SIGKILL");
}

/** One that starts others faster than they can be ended does so for ever. */
const MOST_ROUNDS = 50;

/**
 * Ends what left the group, as daemons do: on Linux every process of ours whose environment has a variable of this value, and
 * what these started meanwhile. Other systems do not tell the environment of a process; there nothing is done.
 */
export async function endStrays(marker: string): Promise<void> {
  if (process.platform !== "linux") return;
  for (let round = 0; round < MOST_ROUNDS && (await endMarked(`=${marker}\0`)); round++);
}

/** Ends whatever has the mark; whether anything had. */
async function endMarked(mark: string): Promise<boolean> {
  let hasFound = false;
  for (const name of await readdir("/proc").catch(() => [])) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue;
    // What has ended has no environment any more.
    const environment = await readFile(`/proc/${name}/environ`, "latin1").catch(() => "");
    if (!`${environment}\0`.includes(mark)) continue;
    hasFound = true;
    try {
      process.kill(Number(name), "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
  return hasFound;
}
