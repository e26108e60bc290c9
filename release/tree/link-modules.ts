import { copyFileSync, type Dirent, linkSync, mkdirSync, readdirSync, readlinkSync, symlinkSync } from "node:fs";
import { join } from "node:path";

/** What tools keep there between their runs. */
const KEPT_BY_TOOLS = /^\.(cache|vite.*)$/;

/**
 * Gives a copy of the sources the installed packages of another: the same files under other paths. Links to workspaces are
 * relative, so that they lead to the copy's own.
 */
export function linkModules(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (!KEPT_BY_TOOLS.test(entry.name)) linkEntry(join(from, entry.name), join(to, entry.name), entry);
  }
}

function linkEntry(from: string, to: string, entry: Dirent): void {
  if (entry.isSymbolicLink()) symlinkSync(readlinkSync(from), to);
  else if (entry.isDirectory()) linkModules(from, to);
  else linkFile(from, to);
}

/** A second name for the file, or a copy where that would lie on another disk. */
function linkFile(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EXDEV")) throw error;
    copyFileSync(from, to);
  }
}
