import type { BigIntStats } from "node:fs";

/** What the file system says of a file. Whoever replaces it or writes to it changes this. */
export interface FileState {
  /** In bytes. */
  readonly size: number;
  /** When its content was last changed (mtime), in nanoseconds. Any program may set it back. */
  readonly modified: bigint;
  /** When anything of it was last changed (ctime), in nanoseconds; a new link counts too. Only the system sets it. */
  readonly changed: bigint;
  readonly inode: bigint;
  readonly device: bigint;
}

/** A file as it was listed, for whoever reads it later and has to notice that it is another by then. */
export interface ListedFile extends FileState {
  readonly source: string;
  /** The source as the user knows it, for messages. */
  readonly shown: string;
}

export function fileState(stats: BigIntStats): FileState {
  return {
    size: Number(stats.size),
    modified: stats.mtimeNs,
    changed: stats.ctimeNs,
    inode: stats.ino,
    device: stats.dev,
  };
}

/** Whether it is the same file with, as far as its writers tell the truth, the same content. */
export function isSameFile(one: FileState, other: FileState): boolean {
  return (
    one.size === other.size &&
    one.modified === other.modified &&
    one.inode === other.inode &&
    one.device === other.device
  );
}

/** Whether nothing at all happened to the file, not even a write whose time was set back. */
export function isUntouched(one: FileState, other: FileState): boolean {
  return isSameFile(one, other) && one.changed === other.changed;
}
