import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { installOnce } from "../install-once.ts";
import { runNpm } from "../npm-packages.ts";

const run = promisify(execFile);

/** GitHub's own description of its REST API, as Octokit is made from it. */
const NAME = "@octokit/openapi";
export const DESCRIPTION_VERSION = "23.0.2";
const PACKAGE = `${NAME}@${DESCRIPTION_VERSION}`;
/** Of 385 MB, what is needed. */
const FILE = "package/generated/api.github.com.json";

/** The description of github.com, fetched on first use. */
export async function githubDescription(): Promise<unknown> {
  const folder = await installOnce(`github-openapi-${DESCRIPTION_VERSION}`, async (into) => {
    await runNpm(into, "pack", "--ignore-scripts", PACKAGE);
    // The name that npm gives the archive of a scoped package.
    const archive = `${PACKAGE.slice(1).replaceAll(/[@/]/g, "-")}.tgz`;
    await run("tar", ["-xzf", archive, FILE], { cwd: into });
    await rm(join(into, archive));
  });
  return JSON.parse(await readFile(join(folder, FILE), "utf8"));
}
