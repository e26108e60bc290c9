import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export const PROMPTFOO = "promptfoo@0.123.1";

/** Its own cache, telemetry, sharing and update checks are off, by the variables that its documentation names. */
const QUIET = {
  PROMPTFOO_CACHE_ENABLED: "false",
  PROMPTFOO_DISABLE_TELEMETRY: "1",
  PROMPTFOO_DISABLE_UPDATE: "1",
  PROMPTFOO_DISABLE_SHARING: "1",
  PROMPTFOO_DISABLE_REMOTE_GENERATION: "1",
};

/** A folder that has promptfoo installed, without the SDKs of model vendors. Made on first use and kept in the system's temporary folder. */
export async function installPromptfoo(): Promise<string> {
  const folder = join(tmpdir(), `airworthy-${PROMPTFOO.replace("@", "-")}`);
  const marker = join(folder, "complete");
  if (existsSync(marker)) return folder;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true }));
  const options = ["--ignore-scripts", "--omit=optional", "--omit=peer", "--no-audit", "--no-fund"];
  await run(...npm(["install", ...options, PROMPTFOO]), { cwd: folder });
  await writeFile(marker, PROMPTFOO);
  return folder;
}

/** The environment that it is run in; `folder` holds its settings and its database. */
export function promptfooEnvironment(folder: string): NodeJS.ProcessEnv {
  return { ...process.env, ...QUIET, PROMPTFOO_CONFIG_DIR: join(folder, "promptfoo") };
}

/** npm by its own file where it started this process, since on Windows it is a script that needs a shell. */
function npm(argv: readonly string[]): [string, string[]] {
  const file = process.env["npm_execpath"];
  return file === undefined ? ["npm", [...argv]] : [process.execPath, [file, ...argv]];
}
