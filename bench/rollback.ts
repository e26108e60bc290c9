import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { CANDIDATE, ROLLOUT_CONFIGURATION, STABLE, writeClearance } from "../test/harness/rollout-workspace.ts";
import type { BenchRow } from "./bench-row.ts";
import { buildOurs } from "./package-model/ours.ts";
import { median, spreadOf, told } from "./spread.ts";

const ROUNDS = 7;
const AIM_MS = 2_000;
const POLL_MS = 5;
/** The whole of users, so that any of them tells. */
const CONFIGURATION = ROLLOUT_CONFIGURATION.replace(
  /steps:[\s\S]*$/,
  "steps: [{ share: 100%, bake: 1h }]\n    advance-on: bake\n",
);

/**
 * From the command to the answer: a rollback by the built command line as a whole process, beside a running serve-flags that reads
 * the file anew, until its OFREP endpoint answers the old digest.
 */
export async function bench(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), "airworthy-bench-"));
  try {
    const dist = join(folder, "dist");
    await buildOurs(dist);
    const rounds: number[] = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await rollBack(join(dist, "cli.js")));
    const share = spreadOf(rounds.map((ms) => ms / AIM_MS));
    return [
      {
        what: `manage-rollout --move rollback: from the command to the resolver's answer of the old digest`,
        ours: `${median(rounds).toFixed(0)} ms`,
        against: `limit ${AIM_MS} ms; serve-flags looks at its file every 250 ms`,
        ratio: `${share.median.toFixed(2)} of the limit`,
        ...told(share, 2),
        aim: `at most ${AIM_MS} ms`,
        reached: share.median <= 1,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function rollBack(cli: string): Promise<number> {
  const cwd = await mkdtemp(join(tmpdir(), "airworthy-bench-"));
  try {
    await writeFile(join(cwd, "airworthy.yml"), CONFIGURATION);
    await writeClearance(cwd);
    const rollout = ["manage-rollout", "--rollout", "ranker", "--move"];
    await run(cli, cwd, [...rollout, "start", "--package", CANDIDATE, "--baseline-package", STABLE]);
    const server = spawn(
      process.execPath,
      [cli, "serve-flags", "--flags", ".airworthy/flags/flags.json", "--port", "0"],
      {
        cwd,
        stdio: ["ignore", "ignore", "pipe"],
      },
    );
    try {
      const address = await addressOf(server.stderr);
      if ((await answerOf(address)) !== CANDIDATE) throw new Error("the candidate is not served");
      const started = performance.now();
      const done = run(cli, cwd, [...rollout, "rollback"]);
      while ((await answerOf(address)) !== STABLE) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      const ms = performance.now() - started;
      await done;
      return ms;
    } finally {
      server.kill();
      await once(server, "close");
    }
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

async function run(cli: string, cwd: string, words: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [cli, ...words], { cwd, stdio: ["ignore", "ignore", "pipe"] });
  const [said] = await Promise.all([text(child.stderr), once(child, "close")]);
  if (child.exitCode !== 0) throw new Error(`${words.join(" ")} ended with ${child.exitCode}: ${said}`);
}

async function addressOf(log: NodeJS.ReadableStream): Promise<string> {
  let said = "";
  for await (const chunk of log) {
    said += chunk;
    const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error(`no address in:\n${said}`);
}

async function answerOf(address: string): Promise<unknown> {
  const response = await fetch(`${address}/ofrep/v1/evaluate/flags/ranker`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ context: { targetingKey: "anybody" } }),
  });
  const answer: unknown = await response.json();
  return typeof answer === "object" && answer !== null && "value" in answer ? answer.value : undefined;
}
