import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export const FLAGD_CORE = "@openfeature/flagd-core@4.0.1";
export const GROWTHBOOK = "@growthbook/growthbook@1.8.0";
/** Which flagd-core leaves to whoever installs it. */
const OPENFEATURE_CORE = "@openfeature/core@1.12.0";

/** A folder that has both peers installed. Made on first use and kept in the system's temporary folder. */
export async function installPeers(): Promise<string> {
  const packages = [FLAGD_CORE, GROWTHBOOK, OPENFEATURE_CORE];
  const folder = join(tmpdir(), `airworthy-flags-${packages.map((name) => name.split("@").at(-1)).join("-")}`);
  const marker = join(folder, "complete");
  if (existsSync(marker)) return folder;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true }));
  await run(...npm(["install", "--ignore-scripts", "--no-audit", "--no-fund", ...packages]), { cwd: folder });
  await writeFile(marker, packages.join("\n"));
  return folder;
}

/** npm by its own file where it started this process, since on Windows it is a script that needs a shell. */
function npm(argv: readonly string[]): [string, string[]] {
  const file = process.env["npm_execpath"];
  return file === undefined ? ["npm", [...argv]] : [process.execPath, [file, ...argv]];
}
