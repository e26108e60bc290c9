import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const EXAMPLE = join(import.meta.dirname, "..");
const LAUNCHER = join(EXAMPLE, "..", "..", "packages", "cli", "bin", "airworthy.js");

/** Exit codes that are a verdict: pass or warn, fail, inconclusive. */
const VERDICTS = new Set([0, 1, 3]);

/** Runs a verb in the example's folder for its answer, with its progress on the terminal, and prints its verdict. */
export async function airworthy(verb: string, flags: readonly string[]): Promise<void> {
  const answer: unknown = JSON.parse(await run(verb, [...flags, "--json"], "pipe"));
  if (typeof answer !== "object" || answer === null || !("verdict" in answer) || !("headline" in answer)) {
    throw new Error(`${verb} answered ${JSON.stringify(answer)}`);
  }
  console.log(`${answer.verdict}: ${answer.headline}`);
}

/** Runs a verb as a person would, with everything on the terminal. */
export async function show(verb: string, flags: readonly string[]): Promise<void> {
  await run(verb, flags, "inherit");
}

async function run(verb: string, flags: readonly string[], stdout: "pipe" | "inherit"): Promise<string> {
  const stdio = ["ignore", stdout, "inherit"] as const;
  const child = spawn(process.execPath, [LAUNCHER, verb, ...flags], { cwd: EXAMPLE, stdio: [...stdio] });
  const ended = new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  const answer = child.stdout === null ? "" : await text(child.stdout);
  const code = await ended;
  if (code === null || !VERDICTS.has(code)) throw new Error(`airworthy ${verb} ended with ${code}: ${answer}`);
  return answer;
}
