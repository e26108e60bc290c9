import { COUNTERFACTUAL_CAPABILITIES, COUNTERFACTUAL_METRIC, type Gate, measureProbes } from "@airworthy/governance";
import { formatCounted } from "@airworthy/report";
import type { Ports } from "@airworthy/runtime";
import type { Examined } from "./examined.ts";
import type { Inputs } from "./inputs.ts";
import { readProbes } from "./read-probes.ts";

/** What behaviour tests found in which a protected term is changed: the bias of single answers, beside that of groups. */
export async function examineCounterfactual(
  patterns: readonly string[],
  inputs: Inputs,
  gate: Gate,
  ports: Ports,
): Promise<Examined> {
  const asked = { input: "counterfactual", patterns };
  const { probes, files, versions } = await readProbes(asked, COUNTERFACTUAL_CAPABILITIES, ports);
  return {
    measures: measureProbes(probes, { metric: COUNTERFACTUAL_METRIC, level: inputs.level, gate }),
    tables: [],
    facts: [formatCounted(probes.length, "counterfactual test")],
    candidate: files,
    baseline: [],
    versions,
  };
}
