import { mkdir, readdir, rm, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "@airworthy/evidence";
import type { Place } from "./apart.ts";
import { fileError, shownPath } from "./file-error.ts";
import { takePlace } from "./take-place.ts";
import { isAbandoned, unfinishedName } from "./unfinished.ts";
import { removeAbandoned } from "./write-whole.ts";

/** A folder that holds a file named after its owner: so it comes with that name at once, and not without it. */
const LOCK = ".airworthy-lock";
/** Renewing the blobs of the largest package takes some seconds. */
const MOST_WAIT_MS = 60_000;
const POLL_MS = 20;

/**
 * Changes a folder while no other process does, after waiting for its turn. What a process that was killed had locked is
 * free again, on the system that it ran on. Throws a UserError where the folder cannot be written, or the wait is too long.
 */
export async function whileLocked(place: Place, work: () => Promise<void>, mostWait = MOST_WAIT_MS): Promise<void> {
  const lock = join(place.location, LOCK);
  const owner = unfinishedName(LOCK);
  await acquire(place, lock, owner, mostWait);
  try {
    await work();
  } finally {
    await release(lock, owner);
  }
}

async function acquire({ location, shown }: Place, lock: string, owner: string, mostWait: number): Promise<void> {
  const claim = join(location, owner);
  try {
    await removeAbandoned(lock);
    await mkdir(claim);
    await writeFile(join(claim, owner), "");
    for (let waited = 0; !(await takePlace(claim, lock)); waited += POLL_MS) {
      if (waited >= mostWait) throw busy(shown);
      const owners = await readdir(lock).catch(() => []);
      for (const other of owners.filter((one) => isAbandoned(one, LOCK))) await release(lock, other);
      await sleep(POLL_MS);
    }
  } catch (error) {
    await rm(claim, { recursive: true, force: true }).catch(() => undefined);
    throw fileError(error, "write", shown);
  }
}

/** By the owner's name: of two who release for a dead owner, the slower does not take it from who got it meanwhile. */
async function release(lock: string, owner: string): Promise<void> {
  await rm(join(lock, owner), { force: true }).catch(() => undefined);
  await rmdir(lock).catch(() => undefined);
}

function busy(shown: string): UserError {
  return new UserError(`another process is changing ${shownPath(shown)}`, {
    remedy: `Run it again when that is done; if there is none any more, remove ${shownPath(`${shown}/${LOCK}`)}.`,
  });
}
