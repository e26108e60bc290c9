/** What the certificate of a keyless signature says of the run that signed, by name. */
export type CertificateClaims = Readonly<Record<string, string>>;

/** What can be in both, each null where it is not told. */
export interface RunClaims {
  readonly repository: string | null;
  readonly workflow: string | null;
  readonly ref: string | null;
  readonly builder: string | null;
  readonly commit: string | null;
}

/** Server, owner and name; path; ref. */
const BUILD_CONFIG = /^(?<repository>https?:\/\/[^/]+\/[^/]+\/[^/]+)\/(?<workflow>[^@]+)@(?<ref>.+)$/;

/**
 * A run by the certificate that Fulcio gave it. The extensions are described, with the claims of GitHub's identity token
 * that they come from, at https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md; the names are those of sigstore-go.
 */
export function certifiedRun(claims: CertificateClaims): RunClaims {
  const config = BUILD_CONFIG.exec(claims["buildConfigURI"] ?? "")?.groups;
  return {
    repository: filled(claims["sourceRepositoryURI"]) ?? config?.["repository"] ?? null,
    workflow: config?.["workflow"] ?? null,
    ref: config?.["ref"] ?? null,
    builder: filled(claims["buildSignerURI"]),
    commit: filled(claims["sourceRepositoryDigest"]),
  };
}

function filled(value: string | undefined): string | null {
  return value === undefined || value === "" ? null : value;
}
