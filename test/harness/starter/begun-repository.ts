import { execFile } from "node:child_process";
import { mkdir, mkdtempDisposable, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { SHIPPED } from "../action-manifest.ts";

const run = promisify(execFile);

/** A new folder that the built command line has yet to begin, below one for whatever else a test writes. */
export async function emptyRepository(flavour: string) {
  const space = await mkdtempDisposable(join(tmpdir(), "airworthy-start-"));
  const path = join(space.path, "repository");
  await mkdir(path);
  const given = ["init", "--flavour", flavour, "--model", "churn", "--owner", "@ann", "--json", "--quiet"];
  const airworthy = async (...argv: readonly string[]) => {
    const { stdout } = await run(process.execPath, [join(SHIPPED, "dist", "cli.js"), ...argv], { cwd: path });
    return JSON.parse(stdout);
  };
  return {
    path,
    space: space.path,
    init: () => airworthy(...given),
    doctor: () => airworthy("doctor", "--json", "--quiet"),
    [Symbol.asyncDispose]: () => space.remove(),
  };
}

/** The text of every file below a folder, by its path with slashes. */
export async function textsIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = files.map(async (file) => [relative(folder, file).split(sep).join("/"), await readFile(file, "utf8")]);
  return Object.fromEntries(await Promise.all(texts));
}
