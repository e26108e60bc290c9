import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { REPOSITORY } from "../../harness/action-manifest.ts";
import { type Exchange, readTraffic, TRAFFIC_LOG } from "../../harness/github/traffic-log.ts";

/**
 * Every request that a scenario makes to the GitHub stand-in, with its answer. Read where the scenarios have just run with
 * the variable set; else they run now, which takes minutes. Throws where one of them fails.
 */
export async function scenarioTraffic(): Promise<readonly Exchange[]> {
  const known = await readTraffic(process.env[TRAFFIC_LOG] || "");
  if (known.length > 0) return known;
  const folder = await mkdtemp(join(tmpdir(), "airworthy-scenarios-"));
  try {
    await runScenarios(folder);
    return await readTraffic(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function runScenarios(folder: string): Promise<void> {
  const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
  // A run of its own: nothing of the one that this is part of.
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("VITEST"));
  const child = spawn(process.execPath, [vitest, "run", "--project", "built", "test/scenarios"], {
    cwd: REPOSITORY,
    env: { ...Object.fromEntries(inherited), [TRAFFIC_LOG]: folder },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  const [code, output] = await Promise.all([exited, text(child.stdout)]);
  if (code !== 0)
    throw new Error(`the scenarios fail, so what they ask for is not all known:\n${output.slice(-10_000)}`);
}
