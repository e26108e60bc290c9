import type { Place } from "../finding.ts";

/** What GitHub said, or why it did not, such as "needs administration: read". */
export type Asked<T> = { readonly value: T } | { readonly unread: string };

/** How a repository is set at GitHub. */
export interface RepositoryFacts {
  /** "owner/name". */
  readonly name: string;
  /** What the token of a workflow may do that does not say. */
  readonly defaultPermissions: Asked<"read" | "write">;
  readonly allowedActions: Asked<AllowedActions>;
  readonly environments: readonly AskedEnvironment[];
  /** The names of the checks that rules of the default branch require; null where nobody wants to know. */
  readonly requiredChecks: Asked<{ readonly branch: string; readonly checks: readonly string[] }> | null;
  /** Whether the branch of the history is there; null where nothing uses one. */
  readonly history: { readonly ref: string; readonly isThere: Asked<boolean> } | null;
  /** What is wrong in CODEOWNERS; null where nobody asks for it, or there is none. */
  readonly codeowners: Asked<readonly CodeownersError[]> | null;
}

export interface AllowedActions {
  readonly isEnabled: boolean;
  /** Patterns such as "airworthy/*"; null where all are allowed. */
  readonly patterns: readonly string[] | null;
}

export interface AskedEnvironment {
  readonly name: string;
  /** Where it is named. */
  readonly place: Place;
  /** How many reviewers it has; null where there is no such environment. */
  readonly reviewers: Asked<number | null>;
}

export interface CodeownersError {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly suggestion: string | null;
}
