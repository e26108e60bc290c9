import { closeSync, constants, openSync } from "node:fs";

/** A file descriptor that is closed when disposed of. */
export interface OpenedFile extends Disposable {
  readonly fd: number;
}

/** Opens a file to be read. A pipe that nobody writes to is not waited for: that could not even be interrupted. */
export function openToRead(location: string, links: "follow" | "refuse"): OpenedFile {
  const refusing = links === "refuse" ? (constants.O_NOFOLLOW ?? 0) : 0;
  return disposable(openSync(location, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | refusing));
}

/** Opens a file that is not there yet to be written. */
export function openNew(location: string): OpenedFile {
  return disposable(openSync(location, "wx"));
}

function disposable(fd: number): OpenedFile {
  return { fd, [Symbol.dispose]: () => closeSync(fd) };
}
