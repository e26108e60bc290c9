import { rename, rmdir } from "node:fs/promises";
import { errorCode } from "./file-error.ts";

/**
 * Gives a folder the name of a place, if that is free; whether it was. Nothing but an empty folder gives way: of two who
 * come at once, one finds it taken.
 */
export async function takePlace(folder: string, place: string): Promise<boolean> {
  try {
    await rmdir(place).catch((error: unknown) => {
      if (errorCode(error) !== "ENOENT") throw error;
    });
    await rename(folder, place);
    return true;
  } catch (error) {
    if (TAKEN.has(errorCode(error))) return false;
    throw error;
  }
}

/** How systems say that a folder is not empty; Windows, that one cannot be renamed onto another. */
const TAKEN = new Set(["ENOTEMPTY", "EEXIST", ...(process.platform === "win32" ? ["EPERM"] : [])]);
