import type { ExaminedEvidence } from "@airworthy/clearance";
import type { VersionRef } from "@airworthy/evidence";
import type { InputValues, Ports } from "@airworthy/runtime";
import { collectEvidence, eachOnce, examine, openNamed } from "../evidence-of-package.ts";
import { REPORT_SECTIONS } from "../report-sections.ts";
import { chooseSubject } from "./choose-subject.ts";
import type { DOSSIER_INPUTS } from "./inputs.ts";

/** The evidence of one package. */
export interface PackageEvidence {
  readonly subject: VersionRef;
  /** Each file once. */
  readonly evidence: readonly ExaminedEvidence[];
  /** How many files are of other packages. */
  readonly leftOut: number;
}

type Inputs = Pick<InputValues<typeof DOSSIER_INPUTS>, "evidence" | "artifacts" | "package" | "token">;

/**
 * Collects evidence from files, artifacts and the package; `own` is what is not written yet. A file that cannot be relied on is an error that names it: nothing
 * is put before an auditor that was changed after it was written.
 */
export async function readPackageEvidence(
  inputs: Inputs,
  own: readonly ExaminedEvidence[],
  ports: Ports,
): Promise<PackageEvidence> {
  const named = inputs.package === undefined ? null : await openNamed(inputs.package, ports);
  const files = [...(await collectEvidence(inputs, ports)), ...(named?.attached ?? [])];
  const all = [...own, ...eachOnce(examine(files, REPORT_SECTIONS))];
  const subject = chooseSubject(
    all.map(({ section }) => section),
    named?.version ?? null,
  );
  const evidence = all.filter(({ section }) => section.candidate.sha256 === subject.sha256);
  return { subject, evidence, leftOut: all.length - evidence.length };
}
