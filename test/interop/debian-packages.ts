import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { alone } from "./alone.ts";

const run = promisify(execFile);

/**
 * Makes sure that a program is there, and says where: installs its Debian package only where it is missing. Throws where
 * that fails.
 */
export async function needProgram(program: string, debianPackage = program): Promise<string> {
  const there = await findProgram(program);
  if (there !== null) return there;
  await alone("apt", () => install(debianPackage));
  const installed = await findProgram(program);
  if (installed === null) throw new Error(`${debianPackage} was installed but brought no ${program}`);
  return installed;
}

async function install(debianPackage: string): Promise<void> {
  await run("apt-get", ["update", "--quiet"]);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["install", "--quiet", "--yes", "--no-install-recommends", debianPackage], { env });
}

async function findProgram(program: string): Promise<string | null> {
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    try {
      await access(join(folder, program), constants.X_OK);
      return join(folder, program);
    } catch {
      // Not in this folder; the next may have it.
    }
  }
  return null;
}
