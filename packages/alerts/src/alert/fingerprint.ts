import { canonicalJson, sha256 } from "@airworthy/evidence";
import type { Alert } from "./alert.ts";

/**
 * SHA-256 of what makes an alert another one: its verdict, its title, and which findings stand how. Values are no part of
 * it, since every look at a rollout has others; nor is the order of the findings.
 */
export function fingerprintOf({ key, verdict, title, findings }: Alert): string {
  const found = findings.map((finding) => [finding.class, finding.what, finding.verdict].join("\n")).sort();
  return sha256(canonicalJson({ key, verdict, title, found }));
}

/** SHA-256 of all that a reader sees but the links, which every run has others of. */
export function contentOf({ links: _, ...shown }: Alert): string {
  return sha256(canonicalJson(shown));
}
