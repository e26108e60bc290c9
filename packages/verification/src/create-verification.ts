import {
  type Check,
  createStatement,
  type InputFile,
  type Statement,
  subjectOf,
  VERDICTS,
  type VersionRef,
  worstVerdict,
} from "@airworthy/evidence";
import { headlineOf } from "./headline.ts";
import { type FileDifference, type Signer, VERIFICATION_TYPE, type VerificationPredicate } from "./predicate.ts";
import { checkRequirements, type Requirement } from "./requirement.ts";

/** All that was found out about a package. */
export interface Verification {
  readonly candidate: VersionRef;
  readonly place: VerificationPredicate["place"];
  readonly files: number;
  /** In bytes, of the files together. */
  readonly size: number;
  readonly checks: readonly Check[];
  readonly differences: readonly FileDifference[];
  readonly signers: readonly Signer[];
  readonly required: readonly Requirement[];
}

/** What the evidence says of the run that made it. */
export interface VerificationRun {
  readonly inputs: readonly InputFile[];
  readonly tool: { readonly name: string; readonly version: string };
  readonly startedOn: string;
  readonly finishedOn: string;
}

/**
 * The evidence of a verification: as good as the worst check, among them one for each thing that is required and is not
 * there. Equal findings give an equal statement but for its times.
 */
export function createVerification(found: Verification, run: VerificationRun): Statement<VerificationPredicate> {
  const { candidate, place, files, size, signers, required, differences } = found;
  const checks = [...found.checks, ...checkRequirements(required, found.checks)];
  const verdict = worstVerdict(checks.map((check) => check.verdict));
  const worst = checks.find((check) => check.verdict === verdict);
  return createStatement(subjectOf(candidate), VERIFICATION_TYPE, {
    verdict,
    reasonCode: verdict === "pass" ? "intact" : (worst?.reasonCode ?? "nothing-checked"),
    headline: headlineOf({ ...found, checks }, verdict),
    ...run,
    inputs: [...run.inputs],
    seed: null,
    volatile: ["startedOn", "finishedOn"],
    candidate,
    place,
    files,
    size,
    signers: [...signers],
    required: [...required],
    findings: checks
      .toSorted((a, b) => VERDICTS.indexOf(b.verdict) - VERDICTS.indexOf(a.verdict))
      .map(({ kind, subject, message, ...check }) => ({
        id: subject,
        verdict: check.verdict,
        reasonCode: check.reasonCode,
        change: check.verdict === "pass" ? "stable" : "no-baseline",
        headline: message,
        kind,
      })),
    differences: [...differences],
  });
}
