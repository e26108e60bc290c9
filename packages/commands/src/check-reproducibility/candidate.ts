import { basename } from "node:path";
import { canonicalJson, sha256, type VersionRef } from "@airworthy/evidence";
import type { ComparedOutput } from "@airworthy/governance";
import { resolvePackage } from "../subject.ts";
import { asCalled } from "../version-inputs.ts";
import type { CheckInputs } from "./inputs.ts";
import type { CheckPlan } from "./read-plan.ts";

/**
 * What the evidence is on: the package, or else what the first run made, as the digest over the paths and digests of all its
 * outputs; where it made nothing, the command.
 */
export async function candidateOf(
  inputs: CheckInputs,
  { folder, argv }: CheckPlan,
  outputs: readonly ComparedOutput[],
  cwd: string,
): Promise<VersionRef> {
  const called = {
    source: "",
    package: inputs.package,
    name: inputs["candidate-name"],
    version: inputs["candidate-version"],
  };
  if (inputs.package !== undefined) return asCalled(await resolvePackage(inputs.package, cwd), called);
  const made = outputs.flatMap(({ path, sha256 }) => (sha256 === null ? [] : [[path, sha256]]));
  const digest = sha256(canonicalJson(made.length === 0 ? argv : made));
  return asCalled({ name: basename(folder) || "model", version: null, sha256: digest, digestOf: "input" }, called);
}
