import { UserError } from "@airworthy/evidence";
import type { Kept, RecordKind } from "../change.ts";

/** What became of a record that did not fail. */
export type Said = Pick<Kept, "where"> & { readonly state: Exclude<Kept["state"], "failed"> };

/**
 * Keeps one record, whatever comes of it, so that it stands in the way of no other; none where there is nothing to keep. An
 * interruption by the user stays one.
 */
export async function keeping(record: RecordKind, write: () => Promise<Said | null>): Promise<readonly Kept[]> {
  try {
    const said = await write();
    return said === null ? [] : [{ record, state: said.state, where: said.where, problem: null }];
  } catch (error) {
    if (!(error instanceof Error) || error.name === "AbortError") throw error;
    const remedy = error instanceof UserError ? (error.remedy ?? "") : "";
    return [{ record, state: "failed", where: null, problem: `${error.message} ${remedy}`.trim() }];
  }
}
