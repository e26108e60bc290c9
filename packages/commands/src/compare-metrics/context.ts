import type { ComparisonContext, ReadWaivers } from "@airworthy/comparison";
import type { InputFile, VersionRef } from "@airworthy/evidence";
import { type Ports, TOOL } from "@airworthy/runtime";
import type { VersionInput } from "../version-inputs.ts";
import { type FoundBaseline, versionOf } from "./open-baseline.ts";

/** What is known before anything is read. */
export interface Started {
  readonly startedOn: Date;
  readonly waivers: ReadWaivers | null;
  /** The files that say how to judge. */
  readonly policies: readonly InputFile[];
  readonly now: Ports["now"];
}

interface Compared {
  readonly candidate: VersionInput;
  readonly package: VersionRef | null;
  readonly baseline: FoundBaseline;
  readonly files: { readonly candidate: InputFile; readonly baseline: InputFile | null };
}

/** What the evidence says of itself: who was compared with whom, from which files. */
export function contextOf(
  { candidate, package: known, baseline, files }: Compared,
  started: Started,
): ComparisonContext {
  const found = baseline.kind === "found" ? baseline.baseline : null;
  const { waivers, policies, startedOn, now } = started;
  return {
    candidate: versionOf(known, files.candidate, candidate),
    baseline: found === null || files.baseline === null ? null : versionOf(found.package, files.baseline, found.input),
    origin: found?.origin ?? null,
    noBaseline: baseline.kind === "none" ? baseline.reason : null,
    waivers,
    inputs: [files.candidate, ...(files.baseline === null ? [] : [files.baseline]), ...policies],
    tool: TOOL,
    startedOn,
    finishedOn: () => now(),
  };
}
