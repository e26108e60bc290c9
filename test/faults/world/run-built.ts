import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { REPOSITORY } from "../../harness/action-manifest.ts";
import { readAnswer } from "./answer.ts";
import type { Ended, Start } from "./run-in-process.ts";

const CLI = join(REPOSITORY, "dist", "cli.js");
const PRELOAD = pathToFileURL(join(import.meta.dirname, "preload.ts")).href;
/** Far longer than any run takes here on a busy machine; one that takes longer hangs. */
const LIMIT_MS = 60_000;

export interface BuiltOptions {
  /** Signals itself at a write of its own, which is half done then if asked. */
  readonly fault?: { readonly at: number; readonly signal: NodeJS.Signals; readonly isHalfDone?: boolean };
  /** Signals it after so many milliseconds. */
  readonly after?: { readonly milliseconds: number; readonly signal: NodeJS.Signals };
  /** A shell's words before it starts; for what only a shell can limit. */
  readonly shell?: string;
}

export interface Built extends Ended {
  readonly signal: NodeJS.Signals | null;
}

/** Runs the built command line as its users do, in a process of its own. */
export async function runBuilt({ args, cwd, env, now }: Start, options: BuiltOptions = {}): Promise<Built> {
  const command = [process.execPath, "--import", PRELOAD, CLI, ...args, "--json"];
  const { shell } = options;
  const [program = "", ...rest] =
    shell === undefined ? command : ["/bin/sh", "-c", `${shell}; exec "$@"`, "sh", ...command];
  const kept = { PATH: process.env["PATH"], HOME: cwd, USER: "ann", SystemRoot: process.env["SystemRoot"] };
  const fault = JSON.stringify({ now: now().toISOString(), fault: options.fault });
  const child = spawn(program, rest, {
    cwd,
    env: {
      ...kept,
      NODE_COMPILE_CACHE: join(REPOSITORY, "node_modules", ".cache", "airworthy-faults"),
      ...env,
      AIRWORTHY_FAULT: fault,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), LIMIT_MS);
  if (options.after !== undefined) {
    const { milliseconds, signal } = options.after;
    void sleep(milliseconds).then(() => child.kill(signal));
  }
  const closed = new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once("error", reject).once("close", (code, signal) => resolve([code, signal]));
  });
  const [[code, signal], stdout, stderr] = await Promise.all([closed, text(child.stdout), text(child.stderr)]);
  clearTimeout(timer);
  return { code, signal, stdout, stderr, answer: readAnswer(stdout) };
}
