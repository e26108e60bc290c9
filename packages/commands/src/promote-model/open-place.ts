import { UserError } from "@airworthy/evidence";
import type { Ports } from "@airworthy/runtime";
import { openFlags, type Remote } from "../manage-rollout/open-flags.ts";
import type { PromoteInputs } from "./inputs.ts";
import { localTags } from "./local-tags.ts";
import type { Place } from "./place.ts";
import { remoteTags } from "./remote-tags.ts";

/**
 * Where the inputs say that promotions are decided and recorded. Throws a UserError in a workflow without `branch`: what was
 * written into its folder would be gone with it.
 */
export async function openPlace(
  inputs: PromoteInputs,
  remote: Remote | null,
  ports: Ports,
): Promise<{ readonly place: Place; readonly warnings: ReadonlySet<string> }> {
  if (remote !== null && inputs.branch === undefined) {
    throw new UserError("branch is missing: in a workflow the audit log has to be committed", {
      remedy: "Give the branch that airworthy.yml is on, such as `branch: main`.",
    });
  }
  const warnings = new Set<string>();
  const place: Place = {
    remote,
    flags: await openFlags({ ...inputs, propose: false }, remote, ports),
    tags: remote === null ? localTags(ports) : remoteTags(remote, taggerOf(ports)),
    inputs,
    ports,
    warn: (line) => void warnings.add(line),
  };
  return { place, warnings };
}

function taggerOf({ env }: Ports): string {
  return env["GITHUB_TRIGGERING_ACTOR"] || env["GITHUB_ACTOR"] || "airworthy";
}
