import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runProgram } from "./run-program.ts";

/** Says on standard error, at its end, what memory a process had at most, in kilobytes. */
export const TELL_MEMORY =
  "data:text/javascript,process.on('exit',()=>process._rawDebug(process.resourceUsage().maxRSS))";

/** The built command line, and a folder that nothing else uses. */
export interface Ours {
  readonly dist: string;
  readonly output: string;
  /** An elliptic key as PEM. */
  readonly key: string;
}

/** Builds the command line, by another process: a child's peak memory counts from what its parent had at its start. */
export async function buildOurs(dist: string): Promise<void> {
  const builder = pathToFileURL(join(import.meta.dirname, "..", "..", "build", "build-dist.ts")).href;
  const code = `import { buildDist } from ${JSON.stringify(builder)}; await buildDist(process.argv[1]);`;
  await runProgram(process.execPath, ["--input-type=module", "--eval", code, dist]);
}

/** Packages a model and signs the package, as two processes; the peak memory of the larger one, in megabytes. */
export async function packAndSign(ours: Ours, model: string, blobs: "link" | "copy"): Promise<number> {
  const evidence = join(ours.output, "evidence");
  const packing = [
    "--path",
    model,
    "--output",
    join(ours.output, "layout"),
    "--blobs",
    blobs,
    "--evidence-dir",
    evidence,
  ];
  const signing = [
    "--evidence",
    join(evidence, "*.json"),
    "--key",
    ours.key,
    "--output",
    join(ours.output, "signatures"),
  ];
  const packed = await megabytes(ours, ["package-model", "--name", "bench", "--version", "1.0.0", ...packing]);
  return Math.max(packed, await megabytes(ours, ["sign-model", ...signing]));
}

async function megabytes({ dist }: Ours, argv: readonly string[]): Promise<number> {
  const said = await runProgram(process.execPath, ["--import", TELL_MEMORY, join(dist, "cli.js"), ...argv, "--quiet"]);
  const kilobytes = Number(said.trim().split("\n").at(-1));
  return (kilobytes * 1024) / 1e6;
}
