import { UserError } from "@airworthy/evidence";

const BRANCHES = "refs/heads/";
/** A ref that no branch list shows, for those who want none. */
const HIDDEN = "refs/airworthy/";
const MOST_CHARACTERS = 200;

/** https://git-scm.com/docs/git-check-ref-format, rules 1, 3 to 7 and 9, for the part after the namespace. */
const FORBIDDEN = /^$|^[/-]|\/$|\.$|\/\/|\.\.|@\{|(^|\/)\.|\.lock($|\/)|[\p{Cc}\p{Cs} ~^:?*[\\]/u;

/**
 * A ref in full of what a user wrote: "airworthy-history" is the branch of that name. Throws a UserError for a name that
 * git does not allow, and for refs that are neither branches nor below refs/airworthy/.
 */
export function parseRef(text: string): string {
  const ref = text.startsWith("refs/") ? text : BRANCHES + text;
  const space = [BRANCHES, HIDDEN].find((prefix) => ref.startsWith(prefix));
  const name = space === undefined ? "" : ref.slice(space.length);
  if (name !== "@" && name.length <= MOST_CHARACTERS && !FORBIDDEN.test(name)) return ref;
  throw new UserError(
    `ref: ${JSON.stringify(text.slice(0, MOST_CHARACTERS))} was given; a branch's name as git allows it, or a ref below ` +
      `${BRANCHES} or ${HIDDEN}, is allowed`,
  );
}

/** Throws a UserError where the ref is the branch that holds the project itself. */
export function refuseDefaultBranch(ref: string, defaultBranch: string | null): void {
  if (defaultBranch === null || ref !== BRANCHES + defaultBranch) return;
  throw new UserError(`ref: ${ref} is the repository's default branch; the history takes a ref of its own`, {
    remedy: "Leave the input out: the default is refs/heads/airworthy-history.",
  });
}
