import { UserError } from "@airworthy/evidence";

/**
 * `no-git`: there is no git program. `no-repository`: the folder is in no repository, or git does not trust it.
 * `shallow`: the clone lacks the history that the answer takes. `unknown-revision`: nothing here has that name.
 * `unrelated`: two commits have no common ancestor. `no-file`: the commit has no such file. `not-a-file`: it has a folder, a link
 * or a submodule there. `too-large`, `invalid`: beyond the limit, no name of a commit or a file. `failed`: all else.
 */
export type GitProblemKind =
  | "no-git"
  | "no-repository"
  | "shallow"
  | "unknown-revision"
  | "unrelated"
  | "no-file"
  | "not-a-file"
  | "too-large"
  | "invalid"
  | "failed";

/** git could not answer. Nothing of ours is broken, so it is shown without a stack. */
export class GitProblem extends UserError {
  readonly kind: GitProblemKind;

  constructor(kind: GitProblemKind, message: string, options: { remedy?: string; cause?: unknown } = {}) {
    super(message, options);
    this.kind = kind;
  }
}

/** Where the history is cut off. */
export function shallowProblem(message: string): GitProblem {
  return new GitProblem("shallow", `${message}: the clone is shallow`, { remedy: WHOLE_HISTORY });
}

export const WHOLE_HISTORY =
  "Give actions/checkout `fetch-depth: 0`, or run `git fetch --unshallow`, so that the whole history is there.";
