import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { access, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

const IS_WINDOWS = process.platform === "win32";

/**
 * The Python interpreter of a virtual environment that holds `packages`, such as "scipy==1.17.1", and what they need. Made on
 * first use and kept in the system's temporary folder. Throws where that cannot be done: a test without its peer fails.
 */
export async function pythonWith(packages: readonly string[]): Promise<string> {
  const key = createHash("sha256").update(packages.join("\n")).digest("hex").slice(0, 16);
  const folder = join(tmpdir(), `airworthy-python-${key}`);
  const marker = join(folder, "complete");
  const python = join(folder, IS_WINDOWS ? "Scripts/python.exe" : "bin/python");
  if (await exists(marker)) return python;
  await rm(folder, { recursive: true, force: true });
  await run(IS_WINDOWS ? "python" : "python3", ["-m", "venv", folder]);
  await run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages]);
  await writeFile(marker, packages.join("\n"));
  return python;
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
