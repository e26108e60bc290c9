import { parseWaivers, type ReadWaivers } from "@airworthy/comparison";
import { checkShape, readYaml } from "@airworthy/evidence";
import type { Ports } from "@airworthy/runtime";
import * as v from "valibot";
import { metricsSectionSchema } from "../configuration/metrics-section.ts";
import { CONFIGURATION_FILE } from "../configuration/read-configuration.ts";
import type { Inputs } from "./inputs.ts";

const DATE_CHARACTERS = "2000-01-01".length;

/**
 * The lines that say which metrics are compared and how: the input, or the section `metrics` of the configuration; null where
 * neither says. On a pull request the configuration is that of the base, so that a change cannot lower its own bar.
 */
export async function readMetricLines(inputs: Inputs, ports: Ports): Promise<readonly string[] | null> {
  if (inputs.metrics !== undefined) return inputs.metrics;
  const name = inputs.config ?? CONFIGURATION_FILE;
  const { readFromBase } = await import("../baseline/read-from-base.ts");
  const file = await readFromBase(name, inputs.token, ports);
  if (file === null) return null;
  const where = file.commit === null ? name : `${name} at ${file.commit.slice(0, 7)}`;
  const { value, lineOf } = readYaml(file.text, where);
  const section = checkShape(v.object({ metrics: v.exactOptional(metricsSectionSchema) }), value ?? {}, where, lineOf);
  if (section.metrics === undefined) return null;
  ports.log.info(`Metrics are those of ${where}`);
  return section.metrics;
}

/** The waivers of the file, as the base has it on a pull request; null where there is no such file. */
export async function readWaivers(inputs: Inputs, ports: Ports): Promise<ReadWaivers | null> {
  const { readFromBase } = await import("../baseline/read-from-base.ts");
  const file = await readFromBase(inputs.waivers, inputs.token, ports);
  if (file === null) return null;
  const asOf = ports.now().toISOString().slice(0, DATE_CHARACTERS);
  return { waivers: parseWaivers(file.text, inputs.waivers), commit: file.commit, asOf };
}
