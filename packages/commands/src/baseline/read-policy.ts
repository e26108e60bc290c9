import { resolve } from "node:path";
import { UserError } from "@airworthy/evidence";
import type { Ports } from "@airworthy/runtime";
import { readSmallFile } from "@airworthy/storage";

/** A policy's file. */
export interface PolicyText {
  /** Null where there is no such file. */
  readonly text: string | null;
  /** The commit that it was read at; null where it is the work tree's. */
  readonly commit: string | null;
}

/**
 * A file that says what is allowed, such as the waivers: for a pull request, or what a merge queue is about to merge, as it
 * stands at the base commit, so that no change can lower its own bar; else the work tree's. Throws a UserError where that
 * cannot be told: the change's own version is never taken instead.
 */
export async function readPolicy(path: string, token: string | undefined, ports: Ports): Promise<PolicyText> {
  // Where no event is, there is no base: what asks git and GitHub is not even loaded.
  if (!ports.env["GITHUB_EVENT_NAME"]) return await readHere(path, ports);
  const { readFromBase } = await import("./read-from-base.ts");
  return (await readFromBase(path, token, ports)) ?? (await readHere(path, ports));
}

async function readHere(path: string, { cwd }: Ports): Promise<PolicyText> {
  try {
    return { text: await readSmallFile(resolve(cwd, path), path), commit: null };
  } catch (error) {
    if (error instanceof UserError && isMissing(error.cause)) return { text: null, commit: null };
    throw error;
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "ENOENT";
}
