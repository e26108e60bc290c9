import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import * as v from "valibot";

/** The files of examples/starter by their paths there, with slashes. */
export async function readTemplates(): Promise<ReadonlyMap<string, string>> {
  return import.meta.url.endsWith(".ts") ? readFolder() : readBuilt();
}

/** Built, they are one file beside the scripts: names that begin with a dot do not travel everywhere. */
async function readBuilt(): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(fileURLToPath(new URL("./starter.json", import.meta.url)), "utf8");
  return new Map(Object.entries(v.parse(v.record(v.string(), v.string()), JSON.parse(text))));
}

async function readFolder(): Promise<ReadonlyMap<string, string>> {
  const folder = fileURLToPath(new URL("../../../../examples/starter", import.meta.url));
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = paths.map(async (path) => {
    const name = relative(folder, path).split(sep).join("/");
    return [name, (await readFile(path, "utf8")).replaceAll("\r\n", "\n")] as const;
  });
  return new Map(await Promise.all(files));
}
