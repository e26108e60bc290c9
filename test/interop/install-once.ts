import { access, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { alone } from "./alone.ts";

/**
 * The folder that `install` fills, made on first use and kept in the system's temporary folder: what is there is whole. Whoever
 * else wants it meanwhile waits. Throws where it cannot be had: a test without its peer fails.
 */
export async function installOnce(name: string, install: (folder: string) => Promise<unknown>): Promise<string> {
  const folder = join(tmpdir(), `airworthy-${name}`);
  const marker = join(folder, "complete");
  await alone(name, async () => {
    if (await exists(marker)) return;
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await install(folder);
    await writeFile(marker, "");
  });
  return folder;
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
