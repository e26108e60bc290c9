import { dirname, resolve } from "node:path";
import type { Verdict } from "@airworthy/evidence";
import type { Adapters } from "./adapters.ts";
import type { Command, Outcome } from "./command.ts";
import { writeEvidence } from "./evidence-files.ts";
import type { Ports } from "./ports.ts";
import type { ReadInputs } from "./read-inputs.ts";

export interface Performed {
  readonly outcome: Outcome;
  /** The paths of the evidence that was written, as the user would write them. */
  readonly evidence: readonly string[];
}

/** Runs a verb and writes its evidence; nothing is written once the user has interrupted. */
export async function perform(command: Command, inputs: ReadInputs, ports: Ports): Promise<Performed> {
  const folder = inputs.evidence === null ? {} : { evidenceFolder: resolve(ports.cwd, inputs.evidence.folder) };
  const outcome = await command.run(inputs.own, { ...ports, ...folder });
  if (command.isService !== true) ports.signal.throwIfAborted();
  if (inputs.evidence === null) return { outcome, evidence: [] };
  return { outcome, evidence: await writeEvidence(outcome.evidence, inputs.evidence.folder, ports.cwd) };
}

/** Uploads the evidence where an artifact was asked for. Throws a UserError where that cannot be done. */
export async function uploadEvidence(
  inputs: ReadInputs,
  evidence: readonly string[],
  ports: Ports,
  adapters: Adapters,
): Promise<void> {
  const artifact = inputs.evidence?.artifact;
  if (artifact === undefined) return;
  const files = evidence.map((path) => resolve(ports.cwd, path));
  const [first] = files;
  if (first === undefined) {
    ports.log.warn(`no artifact ${artifact} was uploaded: there is no evidence`);
    return;
  }
  if (adapters.uploadArtifact === undefined) throw new Error("this face has no way to upload an artifact");
  const upload = adapters.uploadArtifact;
  await ports.log.group(`Uploading the artifact ${artifact}`, () => upload(artifact, files, dirname(first)));
}

/** Whether a verdict fails the run under `fail-on`. An `error` always does. */
export function fails(verdict: Verdict, failOn: ReadInputs["failOn"]): boolean {
  if (verdict === "error") return true;
  if (verdict === "fail") return failOn !== "never";
  return verdict === "inconclusive" && failOn === "inconclusive";
}
