import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What the systems call the folder for temporary files. */
const VARIABLES = ["TMPDIR", "TMP", "TEMP"];

/** Gives a run of the tests a temporary folder of its own; it goes at the end, with whatever the tests left in it. */
export async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), "airworthy-tests-"));
  for (const name of VARIABLES) process.env[name] = folder;
  return () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
