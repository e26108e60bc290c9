import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { npm } from "../npm/npm.ts";
import type { Options } from "../options.ts";
import { readPlan } from "../plan.ts";
import { Refusal } from "../refusal.ts";
import { say } from "../say.ts";
import { checkSums, PACKAGES } from "../sums.ts";

/** Names of the packages by how npm names their archives. */
const NAMES = ["airworthy", "@airworthy/flags"];

/**
 * Publishes the packages, with the provenance that npm makes of the job's identity. What is published already with the same
 * bytes is left, so that a job that stopped half-way can run again; with other bytes it is refused.
 */
export async function publish({ places, dryRun }: Options): Promise<void> {
  const { version, channel } = readPlan(places);
  checkSums(places);
  if (!dryRun && process.env["GITHUB_ACTIONS"] !== "true") {
    throw new Refusal("npm's provenance names a workflow's run: publishing is release.yml's, here it is --dry-run");
  }
  for (const name of NAMES) {
    const file = join(places.files, PACKAGES, `${name.replace("@", "").replace("/", "-")}-${version}.tgz`);
    const integrity = `sha512-${createHash("sha512").update(readFileSync(file)).digest("base64")}`;
    if (dryRun) say(`would publish ${name}@${version} as ${channel}, ${integrity}`);
    else publishOne(`${name}@${version}`, file, integrity, channel);
  }
}

function publishOne(id: string, file: string, integrity: string, channel: string): void {
  const there = publishedIntegrity(id);
  if (there === integrity) {
    say(`${id} is published already, with these bytes`);
    return;
  }
  if (there !== null) throw new Refusal(`${id} is published already, with other bytes: ${there}`);
  const [program, ...before] = npm();
  const argv = [...before, "publish", file, "--provenance", "--access=public", `--tag=${channel}`, "--ignore-scripts"];
  execFileSync(program, argv, { stdio: ["ignore", "inherit", "inherit"] });
  say(`published ${id} as ${channel}`);
}

/** null where the version is not published. Throws where the registry cannot be asked: that is not the same. */
function publishedIntegrity(id: string): string | null {
  const [program, ...before] = npm();
  try {
    const argv = [...before, "view", id, "dist.integrity", "--json"];
    const answer = execFileSync(program, argv, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    return answer.trim() === "" ? null : String(JSON.parse(answer));
  } catch (error) {
    const said = error instanceof Error && "stdout" in error ? String(error.stdout) : "";
    if (/"code":\s*"E404"/.test(said)) return null;
    throw error;
  }
}
