import { copyFile, mkdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { UserError } from "@airworthy/evidence";
import type { Output, PathPattern } from "@airworthy/governance";
import { digestAll } from "@airworthy/storage";
import { findPaths } from "./find-outputs.ts";

/** What a run left, out of the way of the next. */
export interface Collected {
  readonly outputs: readonly Output[];
  /** Where each file is kept now, by its path. */
  readonly kept: ReadonlyMap<string, string>;
}

/** More than the digests of a night; a file that grew without bound is no result. */
const MOST_BYTES = 500_000_000_000;
/** No file system takes it for a name everywhere, so that no output has it. */
export const STDOUT = "<stdout>";

/**
 * Moves what the patterns name out of a run's folder into one of its own, and digests it. What is no file
 * is removed, neither followed nor read, and named.
 */
export async function collectOutputs(
  folder: string,
  patterns: readonly PathPattern[],
  { store, stdout }: { readonly store: string; readonly stdout: string | null },
  signal: AbortSignal,
): Promise<Collected> {
  const found = await findPaths(folder, patterns, "outputs", signal);
  const bytes = found.reduce((sum, path) => sum + path.bytes, 0);
  if (bytes > MOST_BYTES) throw new UserError(`outputs: ${bytes} bytes; at most ${MOST_BYTES} are allowed`);
  await mkdir(store, { recursive: true });
  const kept = new Map<string, string>();
  for (const [index, { path, location, isFile }] of found.entries()) {
    if (isFile) {
      const place = join(store, String(index));
      await move(location, place);
      kept.set(path, place);
    } else await rm(location, { force: true });
  }
  const printed = stdout === null ? [] : [{ path: STDOUT, bytes: (await stat(stdout)).size }];
  if (stdout !== null) kept.set(STDOUT, stdout);
  const tasks = Array.from(kept, ([path, location]) => ({ location, shown: path }));
  const digests = new Map((await digestAll(tasks, { signal })).map((digest, at) => [tasks[at]?.shown, digest]));
  return {
    kept,
    outputs: [...found, ...printed].map(({ path, bytes }) => ({ path, sha256: digests.get(path) ?? null, bytes })),
  };
}

/** Puts files where they belong below a folder. */
export async function putBack(kept: ReadonlyMap<string, string>, folder: string): Promise<void> {
  for (const [path, location] of kept) {
    if (path === STDOUT) continue;
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await copyFile(location, target);
  }
}

async function move(from: string, to: string): Promise<void> {
  if (!(await isShared(from)) && (await hasMoved(from, to))) return;
  await copyFile(from, to);
  await rm(from, { force: true });
}

/** Whether the file has another name too, such as one in a cache: the next run may write to it. */
async function isShared(path: string): Promise<boolean> {
  return (await stat(path)).nlink > 1;
}

/** Moves within a file system; whether it is one. */
async function hasMoved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EXDEV") return false;
    throw error;
  }
}
