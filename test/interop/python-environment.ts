import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";
import { installOnce } from "./install-once.ts";

const run = promisify(execFile);

const IS_WINDOWS = process.platform === "win32";

/**
 * The Python interpreter of a virtual environment that holds `packages`, such as "scipy==1.17.1", and what they need. Made on
 * first use. Throws where that cannot be done.
 */
export async function pythonWith(packages: readonly string[]): Promise<string> {
  const key = createHash("sha256").update(packages.join("\n")).digest("hex").slice(0, 16);
  const folder = await installOnce(`python-${key}`, async (into) => {
    await run(IS_WINDOWS ? "python" : "python3", ["-m", "venv", into]);
    // By the standard's way, which leaves a record of each package: of sources, pip before 23.1 takes another.
    const options = ["--quiet", "--disable-pip-version-check", "--use-pep517"];
    await run(pythonOf(into), ["-m", "pip", "install", ...options, ...packages]);
  });
  return pythonOf(folder);
}

function pythonOf(folder: string): string {
  return join(folder, IS_WINDOWS ? "Scripts/python.exe" : "bin/python");
}
