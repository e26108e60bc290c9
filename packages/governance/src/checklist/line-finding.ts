import { findingEntries, inputFileSchema } from "@airworthy/evidence";
import * as v from "valibot";
import { exceptionSchema } from "./exception-file.ts";
import { LINE_STATES } from "./judge-line.ts";
import { signOffSchema } from "./sign-off-file.ts";

/** How a line of the checklist stands, and by what. Its id is the line's. */
export const lineFindingSchema = v.strictObject({
  ...findingEntries,
  state: v.picklist(LINE_STATES),
  /** Untrusted text. */
  why: v.string(),
  /** The files of evidence that say so. */
  evidence: v.array(inputFileSchema),
  /** The sign-offs that hold. */
  signedBy: v.array(signOffSchema),
  /** The exception from the line, where it needs one. */
  exception: v.nullable(exceptionSchema),
});

export type LineFinding = v.InferOutput<typeof lineFindingSchema>;
