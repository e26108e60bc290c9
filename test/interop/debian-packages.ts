import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Makes sure that a program is there: installs its Debian package only where it is missing. Throws where that fails. */
export async function needProgram(program: string, debianPackage = program): Promise<void> {
  if (await isInstalled(program)) return;
  await run("apt-get", ["update", "--quiet"]);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["install", "--quiet", "--yes", "--no-install-recommends", debianPackage], { env });
  if (!(await isInstalled(program))) throw new Error(`${debianPackage} was installed but brought no ${program}`);
}

async function isInstalled(program: string): Promise<boolean> {
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    try {
      await access(join(folder, program), constants.X_OK);
      return true;
    } catch {
      // Not in this folder; the next may have it.
    }
  }
  return false;
}
