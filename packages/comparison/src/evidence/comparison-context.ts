import type { VersionRef } from "@airworthy/evidence";
import type { Waiver } from "../waivers/waiver-file.ts";
import type { BaselineOrigin } from "./predicate.ts";

/** What the evidence of a comparison says of itself beside what was found. */
export interface ComparisonContext {
  readonly candidate: VersionRef;
  readonly baseline: VersionRef | null;
  readonly origin: BaselineOrigin | null;
  /** Why there is no baseline where one was looked for. */
  readonly noBaseline: string | null;
  /** Null where there is no file of them. */
  readonly waivers: ReadWaivers | null;
  /** Files that were read, as the user named them, and their digests. */
  readonly inputs: readonly { readonly name: string; readonly sha256: string }[];
  readonly tool: { readonly name: string; readonly version: string };
  readonly startedOn: Date;
  /** Asked when the work is done. */
  readonly finishedOn: () => Date;
}

export interface ReadWaivers {
  readonly waivers: readonly Waiver[];
  /** The commit that the file was read at; null for the working tree's. */
  readonly commit: string | null;
  /** The day on which they are held to their expiry: an ISO date, UTC. */
  readonly asOf: string;
}
