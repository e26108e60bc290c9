import { resolve } from "node:path";
import { UserError } from "@airworthy/evidence";
import { readExamined } from "@airworthy/github";
import type { Ports } from "@airworthy/runtime";
import { readSmallFile } from "@airworthy/storage";
import { readAtCommit } from "./read-at-commit.ts";
import { openWorld, type World } from "./world.ts";

/** A policy's file. */
export interface PolicyText {
  readonly text: string;
  /** The commit that it was read at; null where it is the work tree's. */
  readonly commit: string | null;
}

/** As large as any other small file may be. */
const POLICY_BYTES = 4 * 1024 * 1024;
const INSTEAD = "fetch the base commit, with `fetch-depth: 0` of actions/checkout.";

/**
 * A file that says what is allowed, such as the waivers: for a pull request, or what a merge queue is about to merge, as it
 * stands at the base commit, so that no change can lower its own bar; else the work tree's. Null where there is no such
 * file there. Throws a UserError where that cannot be told: the change's own version is never taken instead.
 */
export async function readFromBase(path: string, token: string | undefined, ports: Ports): Promise<PolicyText | null> {
  const world = openWorld(token, ports);
  const commit = await baseCommit(world);
  if (commit === null) return await readHere(path, ports);
  const content = await readAtCommit(world, { commit, path, mostBytes: POLICY_BYTES });
  return content === null ? null : { text: decode(content, `${path} at ${commit}`), commit };
}

async function baseCommit(world: World): Promise<string | null> {
  const event = await world.event();
  if (event === null) return null;
  const examined = await readExamined(event, world.ports.env, async () => (await world.github(INSTEAD)).client);
  return examined.kind === "change" ? examined.base : null;
}

async function readHere(path: string, { cwd }: Ports): Promise<PolicyText | null> {
  try {
    return { text: await readSmallFile(resolve(cwd, path), path), commit: null };
  } catch (error) {
    if (error instanceof UserError && isMissing(error.cause)) return null;
    throw error;
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "ENOENT";
}

function decode(content: Uint8Array, where: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
  } catch (cause) {
    throw new UserError(`${where} is not UTF-8`, { cause });
  }
}
