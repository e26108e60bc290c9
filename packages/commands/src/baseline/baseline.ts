import type { RegistryLogin } from "../registry-login.ts";

/** What a baseline is looked for with. */
export interface BaselineSettings {
  /** The candidate's table or metric file, as the user wrote it: its name says which file of an artifact is meant. */
  readonly candidate: string;
  /** The `baseline-package`: a layout's folder, or a registry's reference. */
  readonly package: string | undefined;
  /** The name of the artifacts that hold earlier runs' files. */
  readonly artifact: string;
  /** How many commits are looked at: the merge base and its first-parent ancestors. */
  readonly depth: number;
  readonly token: string | undefined;
  readonly login: RegistryLogin;
}

/** Where a baseline comes from. */
export interface BaselineOrigin {
  readonly how: "artifact" | "git" | "registry";
  /** The full SHA of the commit that it is of. */
  readonly commit: string | null;
  /** How many commits before the merge base that is: 0 is itself. */
  readonly distance: number | null;
  /** ISO 8601, in UTC. */
  readonly committedOn: string | null;
  /** The workflow run that made it. */
  readonly run: number | null;
  /** What else a reader must know, such as "from pull request #12, merged as abc1234". Untrusted text. */
  readonly note: string | null;
}

/** A baseline's table, metric file or evidence. Disposing of it removes what was downloaded. */
export interface ResolvedBaseline extends AsyncDisposable {
  /** A local file: absolute. */
  readonly path: string;
  /** What a report calls it. Untrusted text. */
  readonly name: string;
  /** The digest of the package that it is attached to, in hexadecimal; null where it is attached to none. */
  readonly packageSha256: string | null;
  readonly origin: BaselineOrigin;
}

/** A baseline, or what was looked for in vain. */
export type BaselineResolution =
  | { readonly kind: "found"; readonly baseline: ResolvedBaseline }
  | { readonly kind: "none"; readonly reason: string };

export function none(reason: string): BaselineResolution {
  return { kind: "none", reason };
}
