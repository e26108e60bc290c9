import type { Verdict } from "./verdict.ts";

/** What of a package can be checked. */
export const CHECK_KINDS = [
  "manifest",
  "file",
  "signature",
  "provenance",
  "bill-of-materials",
  "model-card",
  "evidence",
  "checklist",
] as const;

export type CheckKind = (typeof CHECK_KINDS)[number];

/** One thing that was checked, and how it stands. */
export interface Check {
  readonly kind: CheckKind;
  /** What was checked, such as a file's path or a bundle's name. Untrusted text. */
  readonly subject: string;
  readonly verdict: Verdict;
  /** In kebab case, such as "digest-mismatch". */
  readonly reasonCode: string;
  /** A sentence without a full stop at its end. */
  readonly message: string;
}
