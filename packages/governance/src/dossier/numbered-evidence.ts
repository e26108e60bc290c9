import { evidenceName } from "@airworthy/clearance";
import type { Verdict } from "@airworthy/evidence";
import type { Mark, Text } from "@airworthy/report";
import type { DossierEvidence } from "./dossier-input.ts";

/** A file of evidence by the number that the dossier calls it. */
export interface NumberedEvidence extends DossierEvidence {
  /** Such as "E3". */
  readonly number: string;
  /** As the annex's items name it: "behavior", "audit of bias". */
  readonly kind: string;
}

const SHORT_DIGITS = 12;

export const VERDICT_MARKS: Readonly<Record<Verdict, Mark>> = {
  pass: "good",
  warn: "watch",
  inconclusive: "unknown",
  fail: "bad",
  error: "unknown",
};

export function numberEvidence(evidence: readonly DossierEvidence[]): readonly NumberedEvidence[] {
  return evidence.map((file, index) => {
    const kind = evidenceName(file.type);
    return { ...file, number: `E${index + 1}`, kind: file.class === null ? kind : `${kind} of ${file.class}` };
  });
}

/** "✓ E3 Metrics: accuracy … (2026-01-15, sha256:0123456789ab)". */
export function evidenceLine({ number, section, madeOn, sha256 }: NumberedEvidence): Text {
  const made = madeOn === null ? "of unknown date" : `of ${dayOf(madeOn)}`;
  return [
    { kind: "mark", mark: VERDICT_MARKS[section.verdict] },
    " ",
    { kind: "strong", text: `${number} ${section.title}` },
    `: ${section.headline} (${section.verdict}, ${made}, `,
    { kind: "code", text: sha256.slice(0, SHORT_DIGITS) },
    ")",
  ];
}

/** The day of an ISO 8601 time. */
export function dayOf(time: string): string {
  return time.slice(0, "2026-01-31".length);
}
