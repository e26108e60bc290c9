import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageModel } from "@airworthy/commands";
import type { InputValues, Ports } from "@airworthy/runtime";
import { PACKAGE_DEFAULTS } from "./package-defaults.ts";
import { silentPorts } from "./silent-ports.ts";

export type PackageInputs = InputValues<typeof packageModel.inputs>;
type Files = Readonly<Record<string, string>>;

/** Six files of 7 + 2 + 4 + 5 + 10 + 0 = 28 bytes. */
export const MODEL: Files = {
  "weights.dat": "weights",
  "config.json": "{}",
  "sub/a b.py": "pass",
  "\u65e5\u672c.md": "Japan",
  ["__proto__"]: "polluting?",
  empty: "",
};

const INPUTS: PackageInputs = { ...PACKAGE_DEFAULTS, path: "model", name: "acme/m" };

export type ModelWorkspace = Awaited<ReturnType<typeof modelWorkspace>>;

/** A folder with a model in it, and ports that start from there. */
export async function modelWorkspace(files: readonly (readonly [string, string])[] = Object.entries(MODEL)) {
  const folder = await mkdtemp(join(await realpath(tmpdir()), "airworthy-package-"));
  const write = async (path: string, content: string) => {
    await mkdir(join(folder, path, ".."), { recursive: true });
    await writeFile(join(folder, path), content);
  };
  for (const [path, content] of files) await write(`model/${path}`, content);
  const lines: string[] = [];
  const ports = silentPorts(folder, {
    log: { info: (line) => lines.push(line), warn: (line) => lines.push(line), group: (_title, work) => work() },
    now: () => new Date("2026-01-01T00:00:00Z"),
  });
  return {
    folder,
    lines,
    ports,
    write,
    run: (changes: Partial<PackageInputs> = {}, other: Partial<Ports> = {}) =>
      packageModel.run({ ...INPUTS, ...changes }, { ...ports, ...other }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
