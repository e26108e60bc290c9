import { isSha256, UserError } from "@airworthy/evidence";

/** What a run made: a manifest in a registry, or a file of the workspace. */
export type MadeArtifact =
  | {
      /** Host and repository without tag or digest, such as "ghcr.io/acme/model". */
      readonly registryReference: string;
      readonly sha256: string;
    }
  | {
      /** Absolute, or relative to GITHUB_WORKSPACE. */
      readonly path: string;
    };

/** Host, port and path as registries take them; a host has a dot or a port, or is localhost. */
const REPOSITORY =
  /^(?:localhost|[a-z0-9-]+(?:\.[a-z0-9-]+)+|[a-z0-9-]+(?=:))(?::\d{1,5})?(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)+$/;

/**
 * The line for the file that `$GITHUB_ARTIFACTS` names, without a line feed: the runner collects what a job made from
 * it, for `actions/attest` to sign. Lines that start with "#" are comments, and white space around a line is no part of
 * it, so such a path is written another way or refused. Throws a UserError for what no line can hold.
 */
export function githubArtifactLine(made: MadeArtifact): string {
  return "path" in made ? pathLine(made.path) : registryLine(made.registryReference, made.sha256);
}

function registryLine(reference: string, sha256: string): string {
  if (!REPOSITORY.test(reference)) {
    const given = JSON.stringify(reference.slice(0, 300));
    throw new UserError(
      `${given} was given; a registry and a repository without a tag are allowed: ghcr.io/acme/model`,
    );
  }
  if (!isSha256(sha256)) throw new UserError(`${JSON.stringify(sha256.slice(0, 80))} is no SHA-256 digest`);
  return `oci://${reference}@sha256:${sha256}`;
}

function pathLine(path: string): string {
  if (path === "" || /[\0\r\n\v\f\u0085\u2028\u2029]/.test(path) || path !== path.trimEnd()) {
    const given = JSON.stringify(path.slice(0, 300));
    throw new UserError(`${given} cannot be listed in $GITHUB_ARTIFACTS`, {
      remedy: "Give the file a name without line breaks, and without white space at its end.",
    });
  }
  return /^[#\s]|^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(path) ? `./${path}` : path;
}
