import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const CLI = join(import.meta.dirname, "..", "..", "..", "packages", "cli", "src", "main.ts");

/** How the command line ended. */
export interface Ending {
  readonly code: number | null;
  readonly stderr: string;
}

/** Starts the real command line to package the folder "model" of `cwd`, as the layout "out" unless `more` has another. */
export function startPackaging(cwd: string, more: readonly string[] = [], options: SpawnOptions = {}): ChildProcess {
  const output = more.includes("--output") ? [] : ["--output", "out"];
  const inputs = ["--path", "model", "--name", "m", "--version", "1.0.0", ...output, ...more];
  return spawn(process.execPath, [CLI, "package-model", ...inputs], {
    cwd,
    stdio: ["ignore", "ignore", "pipe"],
    ...options,
  });
}

/** Packages to the end. */
export async function packageModel(
  cwd: string,
  more: readonly string[] = [],
  options: SpawnOptions = {},
): Promise<Ending> {
  const child = startPackaging(cwd, more, options);
  const [stderr, [code]] = await Promise.all([child.stderr === null ? "" : text(child.stderr), once(child, "exit")]);
  return { code, stderr };
}
