import { spawn } from "node:child_process";
import { join } from "node:path";

const LAUNCHER = join(import.meta.dirname, "..", "..", "packages", "cli", "bin", "airworthy.js");

/** Exit codes that are a verdict: pass or warn, fail, inconclusive. */
const VERDICTS = new Set([0, 1, 3]);

export interface VerbOptions {
  /** The example's folder, which the verb's paths start from. */
  readonly folder: string;
  /** What becomes of the verb's report: it is shown, or let go. */
  readonly report: "show" | "hide";
  /** What becomes of its progress and verdict, shown by default. */
  readonly progress?: "show" | "hide";
}

/** Runs `airworthy <verb>` as a person would. Throws an Error where it ends without a verdict. */
export async function runVerb(verb: string, flags: readonly string[], options: VerbOptions): Promise<void> {
  const stream = (what: "show" | "hide" = "show") => (what === "show" ? "inherit" : "ignore");
  const child = spawn(process.execPath, [LAUNCHER, verb, ...flags], {
    cwd: options.folder,
    stdio: ["ignore", stream(options.report), stream(options.progress)],
  });
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  if (code === null || !VERDICTS.has(code)) throw new Error(`airworthy ${verb} ended with ${code}`);
}
