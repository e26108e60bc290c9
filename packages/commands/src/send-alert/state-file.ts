import { resolve } from "node:path";
import { type AlertState, EMPTY_STATE, formatState, parseState } from "@airworthy/alerts";
import { UserError } from "@airworthy/evidence";
import type { Ports } from "@airworthy/runtime";
import { readSmallFile, shownPath, writeWhole } from "@airworthy/storage";

/**
 * What was told before; nothing where there is no file. One that cannot be read is warned of and left aside: to be told
 * twice is better than not to be told.
 */
export async function readState(path: string, ports: Ports): Promise<AlertState> {
  try {
    return parseState(await readSmallFile(resolve(ports.cwd, path), path), shownPath(path));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (!isMissing(error)) ports.log.warn(`What was told before is not known, and is told again: ${error.message}`);
    return EMPTY_STATE;
  }
}

/** Throws a UserError where it cannot be written. */
export async function writeState(path: string, state: AlertState, ports: Ports): Promise<void> {
  await writeWhole(resolve(ports.cwd, path), formatState(state, ports.now()), path);
}

function isMissing({ cause }: UserError): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "ENOENT";
}
