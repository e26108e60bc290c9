import { createStatement, type Statement } from "@airworthy/evidence";
import type { PromotionPredicate } from "./predicate.ts";

/** https://slsa.dev/spec/v1.1/verification_summary */
export const SUMMARY_TYPE = "https://slsa.dev/verification_summary/v1";

const VERIFIER = "https://airworthy.dev/promote-model";
const SLSA_VERSION = "1.1";
/** The one value of SLSA's that fits: that provenance was verified says not how well the builder is isolated. */
const UNEVALUATED = "SLSA_BUILD_LEVEL_UNEVALUATED";
const FAILED = "FAILED";

/** A SLSA verification summary, field by field as its specification has it. */
export interface VerificationSummary {
  readonly verifier: { readonly id: string; readonly version: Readonly<Record<string, string>> };
  readonly timeVerified: string;
  readonly resourceUri: string;
  readonly policy: { readonly uri: string; readonly digest: { readonly sha256: string } };
  readonly inputAttestations: readonly { readonly name: string; readonly digest: { readonly sha256: string } }[];
  readonly verificationResult: "PASSED" | "FAILED";
  readonly verifiedLevels: readonly string[];
  readonly slsaVersion: string;
}

/** Where the package and the policy are to be found. */
export interface SummaryPlaces {
  /** Of the package, such as "oci://registry.example.org/acme/review-sentiment@sha256:…". */
  readonly resourceUri: string;
  /** The policy's file, such as "git+https://github.com/acme/models@refs/heads/main#airworthy.yml", and its bytes' SHA-256. */
  readonly policy: { readonly uri: string; readonly sha256: string };
}

/**
 * The decision as others than us read it: PASSED where the package was promoted, FAILED for everything else; a stage is told by a
 * level of our own beside SLSA's. Made of a predicate that was checked whole.
 */
export function verificationSummary(
  { subject, predicate }: Statement<PromotionPredicate>,
  { resourceUri, policy }: SummaryPlaces,
): Statement<VerificationSummary> {
  const { effect, stage, on, tool, clearance } = predicate;
  const isPassed = effect === "promoted";
  return createStatement(subject[0], SUMMARY_TYPE, {
    verifier: { id: VERIFIER, version: { [tool.name]: tool.version } },
    timeVerified: on,
    resourceUri,
    policy: { uri: policy.uri, digest: { sha256: policy.sha256 } },
    inputAttestations: clearance.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
    verificationResult: isPassed ? "PASSED" : "FAILED",
    verifiedLevels: isPassed ? [UNEVALUATED, `AIRWORTHY_STAGE_${stage.toUpperCase()}`] : [FAILED],
    slsaVersion: SLSA_VERSION,
  });
}
