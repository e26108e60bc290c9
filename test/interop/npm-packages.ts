import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { installOnce } from "./install-once.ts";

const run = promisify(execFile);

/**
 * The folder of a project that has these packages, such as "mermaid@11.16.0", with npm's `options`. No install script is run: what
 * they fetch is not needed here. Made on first use.
 */
export async function npmProject(packages: readonly string[], options: readonly string[] = []): Promise<string> {
  const name = packages.map((given) => given.replaceAll(/[@/]+/g, "-").replace(/^-/, "")).join("-");
  return await installOnce(`npm-${name}`, async (folder) => {
    await writeFile(join(folder, "package.json"), '{"private":true}\n');
    await runNpm(folder, "install", "--ignore-scripts", "--no-audit", "--no-fund", ...options, ...packages);
  });
}

/** npm by its own file where it started this process, since on Windows it is a script that needs a shell. */
export async function runNpm(cwd: string, ...options: readonly string[]): Promise<void> {
  const npm = process.env["npm_execpath"];
  const [program, argv] = npm === undefined ? ["npm", options] : [process.execPath, [npm, ...options]];
  await run(program, argv, { cwd });
}
