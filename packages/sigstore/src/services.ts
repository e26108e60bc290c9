import { UserError } from "@airworthy/evidence";

/** The services that make a keyless signature. Addresses with or without a slash at their end. */
export interface SigstoreServices {
  /** Issues the certificate. */
  readonly fulcioUrl: string;
  /** The transparency log; null where none takes part. */
  readonly rekorUrl: string | null;
  /** The time-stamp authority; null where none takes part. One of log and authority must: a certificate lives ten minutes. */
  readonly tsaUrl: string | null;
}

/** Sigstore's public instance: who signed what stands in a public log for ever. https://docs.sigstore.dev */
export const PUBLIC_SERVICES: SigstoreServices = {
  fulcioUrl: "https://fulcio.sigstore.dev",
  rekorUrl: "https://rekor.sigstore.dev",
  tsaUrl: null,
};

/** GitHub's own instance, for private repositories (with GitHub Enterprise Cloud): no public log. */
export const GITHUB_SERVICES: SigstoreServices = {
  fulcioUrl: "https://fulcio.githubapp.com",
  rekorUrl: null,
  tsaUrl: "https://timestamp.githubapp.com",
};

/** The services that GitHub's own attestations of such a repository use: a private one's name must not become public. */
export function servicesFor(repository: { readonly isPrivate: boolean }): SigstoreServices {
  return repository.isPrivate ? GITHUB_SERVICES : PUBLIC_SERVICES;
}

const LOOPBACK: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

/**
 * The address of a path of a service. Throws a UserError unless the base is an https address: the identity token goes
 * there. On the machine itself http is allowed.
 */
export function serviceUrl(base: string, path: string, what: string): URL {
  const url = URL.parse(`${base.replace(/\/+$/, "")}${path}`);
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && LOOPBACK.includes(url.hostname));
  if (url !== null && isSafe) return url;
  throw new UserError(`${what}: ${JSON.stringify(base.slice(0, 200))} was given; an https address is allowed`);
}
