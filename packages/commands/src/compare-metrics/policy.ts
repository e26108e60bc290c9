import { parseWaivers, type ReadWaivers } from "@airworthy/comparison";
import { type InputFile, sha256, UserError } from "@airworthy/evidence";
import type { Ports } from "@airworthy/runtime";
import { readPolicy } from "../baseline/read-policy.ts";
import { CONFIGURATION_FILE } from "../configuration/configuration-file.ts";
import type { Inputs } from "./inputs.ts";

/** What a policy's file says, and which file that was. */
export interface Policy<T> {
  /** Null where nothing is said. */
  readonly says: T | null;
  /** As evidence names what was read; none where nothing was. */
  readonly read: readonly InputFile[];
}

const DATE_CHARACTERS = "2000-01-01".length;
const SHOWN_DIGITS = 7;

/**
 * The lines that say which metrics are compared and how: the input, or the section `metrics` of the configuration. On a pull
 * request the configuration is that of the base, so that a change cannot lower its own bar. A configuration that was named
 * must be there, but for a base that does not have it yet.
 */
export async function readMetricLines(inputs: Inputs, ports: Ports): Promise<Policy<readonly string[]>> {
  if (inputs.metrics !== undefined) return { says: inputs.metrics, read: [] };
  const name = inputs.config ?? CONFIGURATION_FILE;
  const { text, commit } = await readPolicy(name, inputs.token, ports);
  const where = commit === null ? name : `${name} at ${commit.slice(0, SHOWN_DIGITS)}`;
  if (text === null) {
    if (inputs.config === undefined) return { says: null, read: [] };
    const message = `config: there is no ${where}`;
    if (commit === null) throw new UserError(message, { remedy: "Check the path, or leave the input away." });
    ports.log.warn(`${message}: the task's usual metrics are compared, without rules`);
    return { says: null, read: [] };
  }
  const { parseConfiguration } = await import("../configuration/read-configuration.ts");
  const { metrics } = parseConfiguration(text, where).configuration;
  if (metrics !== undefined) ports.log.info(`Metrics are those of ${where}`);
  return { says: metrics ?? null, read: [{ name, sha256: sha256(text) }] };
}

/** The waivers of the file, as the base has it on a pull request. */
export async function readWaivers(inputs: Inputs, ports: Ports): Promise<Policy<ReadWaivers>> {
  const { text, commit } = await readPolicy(inputs.waivers, inputs.token, ports);
  if (text === null) return { says: null, read: [] };
  const asOf = ports.now().toISOString().slice(0, DATE_CHARACTERS);
  const says = { waivers: parseWaivers(text, inputs.waivers), commit, asOf };
  return { says, read: [{ name: inputs.waivers, sha256: sha256(text) }] };
}
