import type { Check } from "@airworthy/evidence";
import { type CertificateClaims, type ClaimedRun, certifiedRun } from "./certificate-claims.ts";
import { claimedRun, unexpectedParameters } from "./claimed-run.ts";
import type { Provenance } from "./parse-provenance.ts";
import { LOCAL_BUILD, WORKFLOW_BUILD } from "./provenance.ts";
import { matchesPattern, type ProvenancePolicy, repositoryUri } from "./provenance-policy.ts";
import { commitOf } from "./source-of.ts";

/** More than a reader looks through. */
const SHOWN_PARAMETERS = 5;

/** One thing that a policy demands, and who says what of it. */
interface Line {
  readonly what: keyof ClaimedRun;
  readonly demanded: string | undefined;
  readonly claimed: string | null;
  /** What the certificate says; undefined where there is none, or where it says nothing of the kind. */
  readonly certified: string | null | undefined;
  matches(demanded: string, claimed: string): boolean;
}

/**
 * Whether provenance is of the package with this digest, holds nothing that a verifier must not ignore, and says what
 * the policy demands: one check for the subject, one for the build's parameters, one for each line of the policy, and one
 * for whatever the certificate contradicts.
 *
 * `claims` are those of the certificate that signed it, and whoever was demanded: what the predicate says is then taken
 * only where the certificate says the same. Empty claims are those of a signer who makes none, such as a key: the predicate
 * is its word. Null is no signature: anybody can have written the predicate, so nothing of it is more than a warning.
 * Throws a UserError for a policy that cannot be read.
 */
export function checkProvenance(
  provenance: Provenance,
  sha256: string,
  policy: ProvenancePolicy,
  claims: CertificateClaims | null,
): readonly Check[] {
  const isSigned = claims !== null;
  return [
    subjectCheck(provenance, sha256, isSigned),
    parametersCheck(provenance, isSigned),
    ...linesOf(provenance, policy, claims).flatMap((line) => lineCheck(line, isSigned)),
    ...sourceChecks(provenance, claims),
  ];
}

function subjectCheck({ subjects }: Provenance, sha256: string, isSigned: boolean): Check {
  if (!subjects.includes(sha256)) {
    return failed("subject", "subject-mismatch", `it is of ${subjects[0] ?? "nothing"}, not of ${sha256}`);
  }
  return held("subject", "subject-matches", "it is of this package", isSigned);
}

function parametersCheck(provenance: Provenance, isSigned: boolean): Check {
  const { buildType } = provenance.buildDefinition;
  if (buildType === WORKFLOW_BUILD) {
    const unexpected = unexpectedParameters(provenance);
    const shown = unexpected.slice(0, SHOWN_PARAMETERS).join(", ");
    return unexpected.length === 0
      ? held("parameters", "parameters-known", "the build has no parameters but its workflow", isSigned)
      : failed("parameters", "unexpected-parameter", `not as the build type has them: ${shown}`);
  }
  if (buildType === LOCAL_BUILD) {
    return check(
      "parameters",
      "warn",
      "local-build",
      "it was made outside of GitHub Actions, and nobody but its signer can vouch for it",
    );
  }
  return check("parameters", "warn", "unknown-build-type", `what parameters ${buildType} may have is not known`);
}

function linesOf(provenance: Provenance, policy: ProvenancePolicy, claims: CertificateClaims | null): readonly Line[] {
  const claimed = claimedRun(provenance);
  // A certificate that speaks of a run must speak of all of it.
  const certified = claims === null || Object.keys(claims).length === 0 ? null : certifiedRun(claims);
  const line = (what: keyof ClaimedRun, demanded: string | undefined, matches: Line["matches"] = isSame): Line => ({
    what,
    demanded,
    claimed: claimed[what],
    certified: certified === null ? undefined : certified[what],
    matches,
  });
  const pattern = (what: string) => (demanded: string, value: string) => matchesPattern(demanded, value, what);
  return [
    line("repository", policy.repository === undefined ? undefined : repositoryUri(policy.repository)),
    line("workflow", policy.workflow),
    line("ref", policy.ref, pattern("ref")),
    line("builder", policy.builder, pattern("builder")),
  ];
}

function isSame(demanded: string, value: string): boolean {
  return demanded === value;
}

function lineCheck({ what, demanded, claimed, certified, matches }: Line, isSigned: boolean): readonly Check[] {
  const says = claimed === null ? "nothing" : claimed;
  if (demanded !== undefined && (claimed === null || !matches(demanded, claimed))) {
    return [failed(what, `wrong-${what}`, `${demanded} is demanded; the provenance says ${says}`)];
  }
  if (certified === null && demanded !== undefined) {
    return [failed(what, "claim-missing", `${demanded} is demanded; the certificate does not say it`)];
  }
  if (certified !== undefined && certified !== null && certified !== claimed) {
    return [failed(what, "certificate-mismatch", `the certificate says ${certified}, the provenance ${says}`)];
  }
  return demanded === undefined ? [] : [held(what, `${what}-matches`, `it says ${says}, as demanded`, isSigned)];
}

/** The certified commit, which is the event's, must be one that the model is said to be of; another may be checked out. */
function sourceChecks({ buildDefinition }: Provenance, claims: CertificateClaims | null): readonly Check[] {
  const resources = buildDefinition.resolvedDependencies ?? [];
  const certified = claims === null ? null : certifiedRun(claims).commit;
  if (certified === null || resources.some((resource) => commitOf(resource) === certified)) return [];
  const absent = `the certificate is of commit ${certified}, which the provenance does not name`;
  return [failed("source", "certificate-mismatch", absent)];
}

function held(subject: string, reasonCode: string, message: string, isSigned: boolean): Check {
  return isSigned
    ? check(subject, "pass", reasonCode, message)
    : check(subject, "warn", "claimed-not-signed", `${message}, which is claimed, not signed`);
}

function failed(subject: string, reasonCode: string, message: string): Check {
  return check(subject, "fail", reasonCode, message);
}

function check(subject: string, verdict: Check["verdict"], reasonCode: string, message: string): Check {
  return { kind: "provenance", subject: `provenance ${subject}`, verdict, reasonCode, message };
}
