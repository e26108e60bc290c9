import { UserError } from "@airworthy/evidence";

/** What the input `baseline` means. */
export type BaselineReference = { readonly kind: "path"; readonly path: string } | SoughtBaseline;

/** One that is no file of the work tree. */
export type SoughtBaseline =
  /** Earlier runs' artifacts, of the merge base or what comes before it. */
  | { readonly kind: "merge-base" }
  /** As committed; the candidate's path where none is given. The revision `merge-base` is that of the change. */
  | { readonly kind: "git"; readonly revision: string; readonly path: string | null }
  /** Attached to the package of the input `baseline-package`. */
  | { readonly kind: "package" };

export const MERGE_BASE = "merge-base";
const GIT = "git:";

/** Reads `merge-base`, `package`, `git:REF` or `git:REF:PATH`; all else is a path. Throws a UserError for half of one. */
export function parseBaselineReference(text: string): BaselineReference {
  if (text === MERGE_BASE) return { kind: "merge-base" };
  if (text === "package") return { kind: "package" };
  if (!text.startsWith(GIT)) return { kind: "path", path: text };
  // A ref has no colon: https://git-scm.com/docs/git-check-ref-format
  const [revision = "", ...rest] = text.slice(GIT.length).split(":");
  const path = rest.length === 0 ? null : rest.join(":");
  if (revision !== "" && path !== "") return { kind: "git", revision, path };
  throw new UserError(`baseline: ${JSON.stringify(text.slice(0, 200))} was given; git:REF or git:REF:PATH is allowed`, {
    remedy: `REF is a branch, a tag, a SHA or ${MERGE_BASE}.`,
  });
}
