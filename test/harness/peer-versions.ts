import { execFile } from "node:child_process";
import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import * as v from "valibot";

const run = promisify(execFile);

/** The version of a package of a virtual environment, by the record that pip keeps of it. */
export async function pythonVersion(python: string, name: string): Promise<string> {
  const environment = dirname(dirname(python));
  const [site] = globSync(["lib/python3.*/site-packages", "Lib/site-packages"], { cwd: environment });
  const folder = join(environment, site ?? "");
  // The separators of a name may be written in other ways.
  const pattern = `${name.replaceAll(/[-_.]/g, "[-_.]")}-*.dist-info`;
  const [record] = globSync(pattern, { cwd: folder });
  if (record === undefined) throw new Error(`${environment} has no Python package ${name}`);
  const [, version] = /^Version: (.+)$/m.exec(await readFile(join(folder, record, "METADATA"), "utf8")) ?? [];
  if (version === undefined) throw new Error(`${record} tells no version`);
  return version.trim();
}

/** The version of an npm package of this workspace, or of the one that holds the file `from`. */
export async function npmVersion(name: string, from: string = import.meta.url): Promise<string> {
  const path = findPackageJSON(name, from);
  if (path === undefined) throw new Error(`${name} is not installed`);
  return v.parse(v.object({ version: v.string() }), JSON.parse(await readFile(path, "utf8"))).version;
}

/** The first version that a program names when it is asked, on either of its outputs. */
export async function programVersion(program: string, ...asked: readonly string[]): Promise<string> {
  const { stdout, stderr } = await run(program, asked.length === 0 ? ["--version"] : [...asked]);
  const [version] = /\d+(\.\d+)+/.exec(stdout + stderr) ?? [];
  if (version === undefined) throw new Error(`${program} tells no version: ${stdout}${stderr}`);
  return version;
}
