import { execFile } from "node:child_process";
import { access, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** GitHub's own description of its REST API, as Octokit is made from it. */
const NAME = "@octokit/openapi";
export const DESCRIPTION_VERSION = "23.0.2";
const PACKAGE = `${NAME}@${DESCRIPTION_VERSION}`;
/** Of 385 MB, what is needed. */
const FILE = "package/generated/api.github.com.json";

/** The description of github.com, fetched on first use and kept in the system's temporary folder. */
export async function githubDescription(): Promise<unknown> {
  const kept = join(tmpdir(), `airworthy-${PACKAGE.replaceAll(/[@/]+/g, "-").slice(1)}.json`);
  try {
    await access(kept);
  } catch {
    await install(kept);
  }
  return JSON.parse(await readFile(kept, "utf8"));
}

async function install(kept: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "airworthy-openapi-"));
  try {
    const npm = process.env["npm_execpath"];
    const options = ["pack", "--json", "--ignore-scripts", PACKAGE];
    const [program, argv] = npm === undefined ? ["npm", options] : [process.execPath, [npm, ...options]];
    await run(program, argv, { cwd: folder });
    // The name that npm gives the archive of a scoped package.
    const archive = `${PACKAGE.slice(1).replaceAll(/[@/]/g, "-")}.tgz`;
    await run("tar", ["-xzf", archive, FILE], { cwd: folder });
    await rename(join(folder, FILE), kept);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
