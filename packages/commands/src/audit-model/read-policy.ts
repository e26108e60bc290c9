import { type InputFile, sha256, UserError } from "@airworthy/evidence";
import { type AuditClass, parseAttributes, parseGateLines } from "@airworthy/governance";
import type { Ports } from "@airworthy/runtime";
import { readPolicy } from "../baseline/read-policy.ts";
import type { AuditSection } from "../configuration/audit-section.ts";
import { CONFIGURATION_FILE } from "../configuration/configuration-file.ts";
import type { Inputs } from "./inputs.ts";

/** What is asked for, and who answers for it. */
export interface AuditPolicy {
  readonly section: AuditSection;
  /** As evidence names what was read; none where nothing was. */
  readonly read: readonly InputFile[];
}

/**
 * The configuration's section `audit`: on a pull request the base's, so that a change cannot lower its own bar. Throws a
 * UserError where a configuration that was named is not there.
 */
export async function readAuditPolicy(inputs: Inputs, ports: Ports): Promise<AuditPolicy> {
  const name = inputs.config ?? CONFIGURATION_FILE;
  const { text, commit } = await readPolicy(name, inputs.token, ports);
  if (text === null) {
    if (inputs.config !== undefined && commit === null) {
      throw new UserError(`config: there is no ${name}`, { remedy: "Check the path, or leave the input away." });
    }
    return { section: {}, read: [] };
  }
  const { parseConfiguration } = await import("../configuration/read-configuration.ts");
  const { configuration } = parseConfiguration(text, commit === null ? name : `${name} at ${commit.slice(0, 7)}`);
  return { section: configuration.audit ?? {}, read: [{ name, sha256: sha256(text) }] };
}

/** The gates of a class: the input's lines, else the configuration's. */
export function gateLines(kind: AuditClass, inputs: Inputs, { section }: AuditPolicy) {
  return parseGateLines(inputs[kind] ?? section[kind] ?? [], inputs.minimum);
}

/** The sensitive attributes: the input's lines, else the configuration's. */
export function attributesOf(inputs: Inputs, { section }: AuditPolicy) {
  return parseAttributes(inputs.attributes ?? section.attributes ?? []);
}
