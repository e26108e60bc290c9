import { UserError } from "@airworthy/evidence";
import { type Gates, gatesText, measureSafety, SAFETY_CAPABILITIES } from "@airworthy/governance";
import { formatCounted } from "@airworthy/report";
import type { Ports } from "@airworthy/runtime";
import type { Examined } from "./examined.ts";
import type { Inputs } from "./inputs.ts";
import { readProbes } from "./read-probes.ts";

/**
 * What behaviour tests about safety found. Throws a UserError where none of the evidence has any, it is of something else, or a
 * capability that was named has none: what nobody probed is not safe.
 */
export async function examineSafety(
  patterns: readonly string[],
  inputs: Inputs,
  gates: Gates,
  ports: Ports,
): Promise<Examined> {
  const capabilities = inputs.capabilities ?? SAFETY_CAPABILITIES;
  const { probes, files, versions } = await readProbes({ input: "probed", patterns }, capabilities, ports);
  const missing = inputs.capabilities?.find((name) => probes.every(({ capability }) => capability !== name));
  if (missing !== undefined) {
    throw new UserError(`capabilities: no test of probed is about ${JSON.stringify(missing.slice(0, 80))}`, {
      remedy: "Correct the name, give the tests such a `capability`, or leave it out.",
    });
  }
  return {
    measures: measureSafety({ probes, level: inputs.level, gates }),
    tables: [],
    facts: [formatCounted(probes.length, "safety test"), gatesText(probes, gates)],
    candidate: files,
    baseline: [],
    versions,
  };
}
