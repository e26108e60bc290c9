import { type Clearance, clear, type Policy } from "@airworthy/clearance";
import type { InputFile } from "@airworthy/evidence";
import { hexOf } from "@airworthy/rollout";
import type { Ports } from "@airworthy/runtime";
import { dayOf } from "../day-of.ts";
import { collectEvidence, type EvidenceInputs, eachOnce, examine } from "../evidence-of-package.ts";
import { sectionsAsOf } from "../report-sections.ts";

export interface Cleared {
  /** By digest. */
  readonly clearances: ReadonlyMap<string, Clearance>;
  /** The evidence that cleared them, or stands in their way. */
  readonly read: readonly InputFile[];
}

/** How evidence answers the policy for each of some packages. Throws a UserError for evidence that cannot be relied on. */
export async function clearPackages(
  digests: readonly string[],
  policy: Policy,
  inputs: EvidenceInputs,
  ports: Ports,
): Promise<Cleared> {
  const asOf = dayOf(ports.now());
  const makers = sectionsAsOf(asOf);
  const files = await collectEvidence(inputs, ports);
  // Each by itself: versions of one name, as arms are, do not contradict each other.
  const examined = eachOnce(files.flatMap((file) => examine([file], makers)));
  const clearances = new Map(
    digests.map((digest) => {
      const subject = hexOf(digest);
      const own = examined.filter(({ section }) => section.candidate.sha256 === subject);
      return [digest, clear(policy, own, { subject, asOf })];
    }),
  );
  const used = [...clearances.values()].flatMap(({ evidence }) => evidence);
  return { clearances, read: [...new Map(used.map((file) => [file.sha256, { ...file }])).values()] };
}
