import { UserError, type VerifiedEnvelope } from "@airworthy/evidence";
import { checkPattern } from "./identity-pattern.ts";

/** Who may have signed. Both are needed: anybody gets a certificate for an identity of some issuer's. */
export interface KeylessPolicy {
  /** The certificate's identity. `*` stands for any characters but `/` and `@`, `**` for any. */
  readonly identity: string;
  /** The identity provider's address, exactly, such as https://token.actions.githubusercontent.com. */
  readonly issuer: string;
}

export interface KeylessTrust {
  /** The text of a trusted root, or of several, one a line; null for those that are embedded. */
  readonly trustedRoot: string | null;
}

/** What a keyless bundle holds, and what its certificate says of who signed. */
export interface KeylessEnvelope extends VerifiedEnvelope {
  /** Such as https://github.com/acme/model/.github/workflows/release.yml@refs/tags/v1. */
  readonly identity: string;
  readonly issuer: string;
  /** Fulcio's extensions by the names of sigstore-go, such as `sourceRepositoryURI`, `runnerEnvironment`, `buildSignerURI`. */
  readonly claims: Readonly<Record<string, string>>;
}

/**
 * Verifies a Sigstore bundle of the keyless method, without the network: its signature, its certificate up to a trusted
 * root at the time that log or time-stamp authority vouch for, its log entry (where the root has a log), and who signed.
 * `where` names the bundle in messages.
 *
 * Throws a SignatureProblem where something does not hold: `malformed-bundle`, `not-keyless`, `signature-mismatch`,
 * `untrusted-certificate`, `no-transparency-log`, `transparency-log-mismatch`, `no-timestamp`, `timestamp-mismatch`,
 * `identity-mismatch`, `issuer-mismatch`. Throws a UserError on a policy or a trusted root that cannot be used.
 */
export async function verifyKeyless(
  bundle: string,
  policy: KeylessPolicy,
  trust: KeylessTrust,
  where: string,
): Promise<KeylessEnvelope> {
  if (policy.identity.trim() === "" || policy.issuer.trim() === "") {
    throw new UserError("Keyless verification needs an identity and an issuer: without them anybody may have signed", {
      remedy:
        "Give the identity that the certificate must name, and the address of the identity provider that vouched for it, " +
        "such as https://token.actions.githubusercontent.com.",
    });
  }
  checkPattern(policy.identity);
  // The verification's libraries are loaded only by those who verify.
  const { checkBundle } = await import("./check-bundle.ts");
  return checkBundle(bundle, policy, trust, where);
}
