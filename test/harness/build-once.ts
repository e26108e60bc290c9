import { mkdir, mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { sha256 } from "@airworthy/evidence";
import { buildDist } from "../../build/build-dist.ts";
import { REPOSITORY, SHIPPED } from "./action-manifest.ts";

/**
 * Builds dist/ once before the tests that run the built files. It is exchanged whole, and only where it would differ,
 * so that two test runs side by side do not pull it from under each other. Of a release the scripts are run that it holds.
 */
export async function setup(): Promise<void> {
  if (SHIPPED !== REPOSITORY) return;
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

/** Every file of a build with its digest, to compare two; empty where there is none. */
export async function contentOf(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = paths.sort().map(async (path) => `${relative(folder, path)} ${sha256(await readFile(path))}\n`);
  return (await Promise.all(files)).join("");
}
