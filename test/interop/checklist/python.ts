import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { alone } from "../alone.ts";
import { pythonWith } from "../python-environment.ts";

const run = promisify(execFile);

/** What CheckList's tests, expectations, templates and perturbations of plain text need, and what installs it. */
const PACKAGES = [
  "setuptools==80.9.0",
  "wheel==0.45.1",
  "numpy==2.4.6",
  "dill==0.4.1",
  "munch==4.0.0",
  "iso-639==0.4.5",
];
const CHECKLIST = "checklist==0.0.11";

/**
 * The Python interpreter of an environment with CheckList as it was published, but without spaCy, transformers, pattern and
 * Jupyter, some gigabytes that nothing asked of it here calls: `stand_ins.py` takes their place. Its setup fails beside any
 * Jupyter of today, so the folder `without-notebook` stands in for that while it is installed.
 */
export async function pythonWithChecklist(): Promise<string> {
  const python = await pythonWith(PACKAGES);
  const env = { ...process.env, PYTHONPATH: join(import.meta.dirname, "without-notebook") };
  await alone("checklist", async () => {
    if (await isInstalled(python)) return;
    await run(python, ["-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", CHECKLIST], { env });
  });
  return python;
}

async function isInstalled(python: string): Promise<boolean> {
  try {
    await run(python, ["-m", "pip", "show", "--quiet", "checklist"]);
    return true;
  } catch {
    return false;
  }
}
