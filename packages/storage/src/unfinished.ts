import { createHash, randomBytes } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/**
 * A name for something unfinished, beside what it is to become: hidden, short whatever the name is, and telling whose it
 * is, so that what a killed process left can be told from what a living one works on.
 */
export function unfinishedName(name: string): string {
  return `${prefixOf(name)}${process.pid}-${randomBytes(8).toString("hex")}`;
}

/**
 * Whether a file name is that of something unfinished, of the given name, whose process is surely gone: one of this
 * system's since it started (another's processes cannot be asked for), with an id that no process has any more.
 */
export function isAbandoned(fileName: string, name: string): boolean {
  const prefix = prefixOf(name);
  const [, pid] =
    /^(\d{1,10})-[0-9a-f]{16}$/.exec(fileName.startsWith(prefix) ? fileName.slice(prefix.length) : "") ?? [];
  return pid !== undefined && !isAlive(Number(pid));
}

function prefixOf(name: string): string {
  return `.airworthy-${short(name)}-${short(SYSTEM)}-`;
}

function short(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

/** What a process id means something in: the machine, on Linux since its start and within one container. */
const SYSTEM = [
  hostname(),
  attempt(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8")),
  attempt(() => readlinkSync("/proc/self/ns/pid")),
].join("\n");

function attempt(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Anything else, such as that it is another user's, says that it is there.
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}
