import { shown } from "../names.ts";
import { GitProblem } from "../problem.ts";

/**
 * https://git-scm.com/docs/git-check-ref-format, of what follows "refs/tags/": no sign that git's revisions use, no ".." or
 * "@{", no part that begins with a dot, ends with ".lock" or is empty, no dot at the end.
 */
const REFUSED = /[\p{Cc} ~^:?*[\\]|\.\.|@\{|(?:^|\/)(?:\.|\/|$)|\.lock(?:\/|$)|\.$/u;
/** Linux allows 255 bytes between two slashes, and git its ".lock" in these. */
const MOST_PART_BYTES = 250;
const MOST_CHARACTERS = 1_000;

/** Throws a GitProblem for what git takes for no tag's name. What begins with "-" git itself refuses to tag, too. */
export function checkTagName(name: string): void {
  const isLong =
    name.length > MOST_CHARACTERS || name.split("/").some((part) => Buffer.byteLength(part) > MOST_PART_BYTES);
  if (!REFUSED.test(name) && !name.startsWith("-") && !isLong && name.isWellFormed()) return;
  throw new GitProblem("invalid", `${shown(name)} can be no tag's name`, {
    remedy: "See git help check-ref-format for what is allowed.",
  });
}
