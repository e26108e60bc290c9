import { realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative } from "node:path";
import { UserError } from "@airworthy/evidence";
import { shownPath } from "./file-error.ts";

/** A place on disk, and how the user wrote it. */
export interface Place {
  readonly location: string;
  readonly shown: string;
}

/** Throws a UserError if the output is the source or within it: the next package would then hold this one. */
export async function checkApart(source: Place, output: Place): Promise<void> {
  const way = relative(await realPlace(source.location), await realPlace(output.location));
  const outside = way === ".." || /^\.\.[/\\]/.test(way) || isAbsolute(way);
  if (outside) return;
  throw new UserError(
    `the output ${shownPath(output.shown)} is inside ${shownPath(source.shown)}, which is being packaged`,
    { remedy: "Choose an output outside of it." },
  );
}

/** The path with every link resolved, as far down as it exists. */
async function realPlace(location: string): Promise<string> {
  try {
    return await realpath(location);
  } catch {
    const parent = dirname(location);
    return parent === location ? location : join(await realPlace(parent), basename(location));
  }
}
