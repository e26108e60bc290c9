import { rm } from "node:fs/promises";
import { relative } from "node:path";
import { type Findings, readFindings } from "./behavior-evidence.ts";
import { runVerb, type VerbOptions } from "./run-verb.ts";

export interface BehaviorRun {
  /** As the suite's file says. */
  readonly name: string;
  readonly suite: string;
  readonly candidate: string;
  readonly baseline: string;
  /** Absolute: where the evidence goes. */
  readonly evidence: string;
}

/** Runs `airworthy test-behavior` in an example's folder, and reads the evidence that it leaves. */
export async function testBehavior(run: BehaviorRun, options: VerbOptions): Promise<Findings> {
  const { name, suite, candidate, baseline, evidence } = run;
  // What an earlier run left must not be taken for this one's.
  await rm(evidence, { recursive: true, force: true });
  const flags = ["--suite", suite, "--candidate", candidate, "--baseline", baseline];
  await runVerb("test-behavior", [...flags, "--evidence-dir", relative(options.folder, evidence)], options);
  return await readFindings(evidence, name);
}
