import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";

const SQLITE_BUSY = 5;
const PAUSE_MS = 100;

/**
 * Does `work` while no other process does any of the same name. It holds a lock of the operating system on a file, as SQLite takes
 * it everywhere: a process that dies lets go of it.
 */
export async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  using database = new DatabaseSync(join(tmpdir(), `airworthy-${name}.lock`), { timeout: 0 });
  while (!isTaken(database)) await sleep(PAUSE_MS);
  return await work();
}

function isTaken(database: DatabaseSync): boolean {
  try {
    database.exec("BEGIN EXCLUSIVE");
    return true;
  } catch (error) {
    if (error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY) return false;
    throw error;
  }
}
