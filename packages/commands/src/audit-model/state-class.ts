import { parse } from "node:path";
import { type InputFile, type Statement, UserError, type VersionRef } from "@airworthy/evidence";
import { type AuditClass, type AuditPredicate, stateAudit } from "@airworthy/governance";
import { type Ports, TOOL } from "@airworthy/runtime";
import { asCalled, type VersionInput } from "../version-inputs.ts";
import { commandOf } from "./command.ts";
import type { Examined } from "./examined.ts";
import type { Inputs } from "./inputs.ts";
import type { AuditPolicy } from "./read-policy.ts";

/** Which versions are audited, and since when. */
export interface Audited {
  readonly candidate: { readonly input: VersionInput; readonly package: VersionRef | null };
  readonly baseline: { readonly input: VersionInput; readonly package: VersionRef | null };
  readonly startedOn: Date;
}

/** What was found of one class, as evidence of its own. */
export function stateClass(
  kind: AuditClass,
  found: Examined,
  audited: Audited,
  { inputs, policy, ports }: { inputs: Inputs; policy: AuditPolicy; ports: Ports },
): Statement<AuditPredicate> {
  const { owner = null, alert = null } = policy.section.owners?.[kind] ?? {};
  return stateAudit({
    class: kind,
    ...versionsOf(found, audited),
    measures: found.measures,
    tables: [...found.tables],
    level: inputs.level,
    owner,
    alert,
    facts: [...found.facts, `seed ${inputs.seed}`],
    command: commandOf(inputs),
    inputs: [...found.candidate, ...found.baseline, ...policy.read],
    tool: TOOL,
    seed: inputs.seed,
    startedOn: audited.startedOn.toISOString(),
    finishedOn: ports.now().toISOString(),
  });
}

function versionsOf(found: Examined, { candidate, baseline }: Audited) {
  if (found.versions !== undefined) {
    const { candidate: ours, baseline: theirs } = found.versions;
    return {
      candidate: sameVersion(ours, candidate, "package"),
      baseline: theirs === null ? null : sameVersion(theirs, baseline, "baseline-package"),
    };
  }
  const hasBaseline = found.baseline.length > 0 || baseline.package !== null;
  return {
    candidate: versionOf(candidate, found.candidate),
    baseline: hasBaseline ? versionOf(baseline, found.baseline) : null,
  };
}

/** What evidence says of one version tells nothing of another. */
function sameVersion(told: VersionRef, { input, package: known }: Audited["candidate"], name: string): VersionRef {
  if (known !== null && known.sha256 !== told.sha256) {
    throw new UserError(`${name}: ${known.sha256} was given; the evidence is about ${told.name}, ${told.sha256}`, {
      remedy: "Give evidence of the package that is audited.",
    });
  }
  return asCalled(known ?? told, input);
}

/** Its package, or else the first file that was read of it. */
function versionOf({ input, package: known }: Audited["candidate"], files: readonly InputFile[]): VersionRef {
  const [file] = files;
  if (known !== null) return asCalled(known, input);
  if (file === undefined) throw new UserError("there is nothing that stands for the version: no package and no file");
  return asCalled({ name: parse(file.name).name, version: null, sha256: file.sha256, digestOf: "input" }, input);
}
