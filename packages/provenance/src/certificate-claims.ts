/** What the certificate of a keyless signature says of the run that signed, by name. */
export type CertificateClaims = Readonly<Record<string, string>>;

/** What provenance says of its run, and a certificate may confirm; each null where it is not told. */
export interface ClaimedRun {
  readonly repository: string | null;
  /** The path of a file of that repository, or the whole address of another's. */
  readonly workflow: string | null;
  readonly ref: string | null;
  readonly builder: string | null;
}

interface CertifiedRun extends ClaimedRun {
  readonly commit: string | null;
}

/** Server, owner and name; path; ref. */
const BUILD_CONFIG = /^(?<repository>https?:\/\/[^/]+\/[^/]+\/[^/]+)\/(?<workflow>[^@]+)@(?<ref>.+)$/;

/**
 * A run by the certificate that Fulcio gave it. The extensions are described, with the claims of GitHub's identity token
 * that they come from, at https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md; the names are those of sigstore-go.
 */
export function certifiedRun(claims: CertificateClaims): CertifiedRun {
  const config = BUILD_CONFIG.exec(claims["buildConfigURI"] ?? "")?.groups;
  const repository = filled(claims["sourceRepositoryURI"]) ?? config?.["repository"] ?? null;
  const workflow = config?.["workflow"] ?? null;
  // An organization can have repositories run a workflow of another one: its file is not theirs, whatever its path.
  const isOwn = config === undefined || config["repository"] === repository;
  return {
    repository,
    workflow: isOwn ? workflow : `${config["repository"]}/${workflow}`,
    ref: config?.["ref"] ?? null,
    builder: filled(claims["buildSignerURI"]),
    commit: filled(claims["sourceRepositoryDigest"]),
  };
}

function filled(value: string | undefined): string | null {
  return value === undefined || value === "" ? null : value;
}
