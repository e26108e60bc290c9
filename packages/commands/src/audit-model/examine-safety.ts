import { type Gates, measureSafety, SAFETY_CAPABILITIES } from "@airworthy/governance";
import { formatCounted } from "@airworthy/report";
import type { Ports } from "@airworthy/runtime";
import type { Examined } from "./examined.ts";
import type { Inputs } from "./inputs.ts";
import { readProbes } from "./read-probes.ts";

/** What behaviour tests about safety found. Throws a UserError where none of the evidence has any, or it is of something else. */
export async function examineSafety(
  patterns: readonly string[],
  inputs: Inputs,
  { gateOf }: Gates,
  ports: Ports,
): Promise<Examined> {
  const capabilities = inputs.capabilities ?? SAFETY_CAPABILITIES;
  const { probes, files, versions } = await readProbes({ input: "probed", patterns }, capabilities, ports);
  return {
    measures: measureSafety({ probes, level: inputs.level, gateOf }),
    tables: [],
    facts: [formatCounted(probes.length, "safety test")],
    candidate: files,
    baseline: [],
    versions,
  };
}
