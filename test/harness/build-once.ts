import { mkdir, mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { buildDist } from "../../build/build-dist.ts";
import { REPOSITORY } from "./action-manifest.ts";

/**
 * Builds dist/ once before the tests that run the built files. It is exchanged whole, and only where it would differ,
 * so that two test runs side by side do not pull it from under each other.
 */
export async function setup(): Promise<void> {
  const dist = join(REPOSITORY, "dist");
  const cache = join(REPOSITORY, "node_modules", ".cache");
  await mkdir(cache, { recursive: true });
  const fresh = await mkdtemp(join(cache, "airworthy-dist-"));
  const old = `${fresh}-old`;
  try {
    await buildDist(fresh);
    if ((await contentOf(fresh)) === (await contentOf(dist))) return;
    await rename(dist, old).catch(() => undefined);
    await rename(fresh, dist);
  } finally {
    await rm(fresh, { recursive: true, force: true });
    await rm(old, { recursive: true, force: true });
  }
}

/** Every file of a build with its content, to compare two; empty where there is none. */
export async function contentOf(folder: string): Promise<string> {
  const names = await readdir(folder).catch(() => []);
  const files = names.sort().map(async (name) => `${name}\n${await readFile(join(folder, name), "utf8")}\n`);
  return (await Promise.all(files)).join("");
}
