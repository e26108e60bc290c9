import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { whileLocked } from "./lock.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { unfinishedName } from "./unfinished.ts";

const LOCK = ".airworthy-lock";

/** A lock as a process leaves it that is killed while it works. */
async function leaveLock(location: string, owner: string): Promise<void> {
  await mkdir(join(location, LOCK));
  await writeFile(join(location, LOCK, owner), "");
}

test("of many who come at once one works at a time, and all do; then no lock is left", async () => {
  await using folder = await temporaryFolder();
  const place = { location: folder.path, shown: "out" };
  let working = 0;
  let most = 0;
  let done = 0;
  const work = async () => {
    most = Math.max(most, ++working);
    await sleep(2);
    working--;
    done++;
  };
  await Promise.all(Array.from({ length: 12 }, () => whileLocked(place, work)));
  expect([most, done]).toEqual([1, 12]);
  expect(await readdir(folder.path)).toEqual([]);
});

test("who fails lets the next one in", async () => {
  await using folder = await temporaryFolder();
  const place = { location: folder.path, shown: "out" };
  await expect(whileLocked(place, () => Promise.reject(new Error("disk full")))).rejects.toThrow("disk full");
  await whileLocked(place, async () => undefined);
  expect(await readdir(folder.path)).toEqual([]);
});

test("the lock of a process that is gone is free, and what it left is removed", async () => {
  await using folder = await temporaryFolder();
  const gone = () => unfinishedName(LOCK).replace(/-\d+-(?=[^-]*$)/, "-999999999-");
  await leaveLock(folder.path, gone());
  await mkdir(join(folder.path, gone()));
  const place = { location: folder.path, shown: "out" };
  await Promise.all(Array.from({ length: 4 }, () => whileLocked(place, async () => undefined)));
  expect(await readdir(folder.path)).toEqual([]);
});

test("that of a living one is waited for, but not for ever, and is left to it", async () => {
  await using folder = await temporaryFolder();
  await leaveLock(folder.path, unfinishedName(LOCK));
  const work = () => Promise.reject(new Error("it was not locked"));
  const failing = whileLocked({ location: folder.path, shown: "out" }, work, 50);
  await expect(failing).rejects.toBeInstanceOf(UserError);
  await expect(failing).rejects.toMatchObject({
    message: "another process is changing out",
    remedy: expect.stringContaining("remove out/.airworthy-lock"),
  });
  expect(await readdir(folder.path)).toEqual([LOCK]);
});

test("a folder that is not there is a UserError", async () => {
  await using folder = await temporaryFolder();
  const place = { location: join(folder.path, "none"), shown: "none" };
  await expect(whileLocked(place, async () => undefined)).rejects.toThrow("cannot write none: there is no such file");
});
