import type { Place } from "../finding.ts";
import type { Push } from "./pushes.ts";

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
  /** What is pushed to branches, and what those say to it. */
  readonly pushes: readonly AskedPush[];
  /** Whether the branch of the history is there; null where nothing uses one. */
  readonly history: { readonly ref: string; readonly isThere: Asked<boolean> } | null;
  /** What is wrong in CODEOWNERS; null where nobody asks for it, or there is none. */
  readonly codeowners: Asked<readonly CodeownersError[]> | null;
}

export interface AllowedActions {
  readonly isEnabled: boolean;
  /** Patterns such as "airworthy/*", or "!airworthy/*" for what is not; null where all are allowed. */
  readonly patterns: readonly string[] | null;
  /** Whether actions must be pinned by a commit. */
  readonly mustPin: boolean;
}

export interface AskedPush {
  readonly push: Push;
  readonly refused: Asked<BranchRules>;
}

export interface BranchRules {
  readonly branch: string;
  /** Why it takes no push of a job's own token, such as "a pull request is required"; none where it does. */
  readonly because: readonly string[];
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
