import type { Text } from "@airworthy/report";
import type { DossierInput } from "./dossier-input.ts";
import type { NumberedEvidence } from "./numbered-evidence.ts";

/** The kinds of evidence that are test reports. */
const REPORTS: readonly string[] = [
  "behavior",
  "metric-comparison",
  "audit of bias",
  "audit of privacy",
  "audit of safety",
  "reproducibility",
];

/**
 * Who signed for which test reports, and when: the sign-offs that hold of lines of the checklist that test reports answer too.
 * A tool's signature of the package is no person's of a report.
 */
export function signaturesOf({ checklist }: DossierInput, evidence: readonly NumberedEvidence[]): readonly Text[] {
  const reports = new Map(evidence.filter(({ kind }) => REPORTS.includes(kind)).map((file) => [file.sha256, file]));
  return (checklist?.findings ?? []).flatMap((finding) => {
    const numbers = finding.evidence.flatMap(({ sha256 }) => reports.get(sha256)?.number ?? []);
    if (numbers.length === 0) return [];
    return finding.signedBy.map(({ who, on }): Text => {
      return [{ kind: "strong", text: who }, ` on ${on}, for ${numbers.join(", ")} (checklist ${finding.id})`];
    });
  });
}
