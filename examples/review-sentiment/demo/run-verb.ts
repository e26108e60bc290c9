import { spawn } from "node:child_process";
import { join } from "node:path";

const EXAMPLE = join(import.meta.dirname, "..");
const LAUNCHER = join(EXAMPLE, "..", "..", "packages", "cli", "bin", "airworthy.js");

/** Exit codes that are a verdict: pass or warn, fail, inconclusive. */
const VERDICTS = new Set([0, 1, 3]);

/** Runs a verb in the example's folder, with its progress and verdict on the terminal, but not its report. */
export function airworthy(verb: string, flags: readonly string[]): Promise<void> {
  return run(verb, flags, "ignore");
}

/** Runs a verb as a person would, with everything on the terminal. */
export function show(verb: string, flags: readonly string[]): Promise<void> {
  return run(verb, flags, "inherit");
}

async function run(verb: string, flags: readonly string[], stdout: "ignore" | "inherit"): Promise<void> {
  const child = spawn(process.execPath, [LAUNCHER, verb, ...flags], {
    cwd: EXAMPLE,
    stdio: ["ignore", stdout, "inherit"],
  });
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  if (code === null || !VERDICTS.has(code)) throw new Error(`airworthy ${verb} ended with ${code}`);
}
