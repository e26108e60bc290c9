import type { Git } from "../git.ts";
import { SHA, shown } from "../names.ts";
import { GitProblem } from "../problem.ts";
import { TAGS } from "./list-tags.ts";
import { checkTagName } from "./tag-name.ts";
import { formatTag, type NewGitTag } from "./tag-object.ts";

/**
 * Who writes the ref's log, where one is kept: a runner's git has no name of its own. And that of two who make the same tag the
 * second waits for the first, on a busy machine too, to see who was it; in milliseconds.
 */
const SETTINGS = [
  "user.name=airworthy",
  "user.email=airworthy@users.noreply.github.com",
  "core.filesRefLockTimeout=1000",
].flatMap((setting) => ["-c", setting]);

/**
 * Makes an annotated tag, all at once: whether the name is that very tag's, made now or before; false where another object has it.
 * Throws a GitProblem for what can be no tag, a commit that is not in the clone, and where it cannot be written.
 */
export async function createTag(git: Git, tag: NewGitTag): Promise<boolean> {
  checkTagName(tag.name);
  const { commit } = tag;
  if (!SHA.test(commit)) throw new GitProblem("invalid", `${shown(commit)} is no commit's SHA`);
  const input = formatTag(tag);
  const type = await git.run(["cat-file", "-t", commit]);
  if (type.code !== 0 || type.stdout.toString("utf8").trim() !== "commit") {
    throw new GitProblem("unknown-revision", `${commit} is no commit in the clone`, { remedy: "Fetch it." });
  }
  const object = await git.text(["mktag"], { input });
  const ref = TAGS + tag.name;
  const none = "0".repeat(object.length);
  const making = await git.run([...SETTINGS, "update-ref", "--no-deref", "-m", "airworthy", ref, object, none]);
  if (making.code === 0) return true;
  const taken = await git.run(["rev-parse", "--verify", "--quiet", "--end-of-options", ref]);
  if (taken.code === 0) return taken.stdout.toString("utf8").trim() === object;
  throw new GitProblem("failed", `The tag ${shown(tag.name)} could not be written: ${making.stderr}`, {
    remedy: "Try again; delete the ref's .lock file if a git that was killed left it.",
  });
}
