import { join } from "node:path";
import { runVerb } from "../../shared/run-verb.ts";

const EXAMPLE = join(import.meta.dirname, "..");

/** Runs a verb in the example's folder, with its progress and verdict on the terminal, but not its report. */
export function airworthy(verb: string, flags: readonly string[]): Promise<void> {
  return runVerb(verb, flags, { folder: EXAMPLE, report: "hide" });
}

/** Runs a verb as a person would, with everything on the terminal. */
export function show(verb: string, flags: readonly string[]): Promise<void> {
  return runVerb(verb, flags, { folder: EXAMPLE, report: "show" });
}
