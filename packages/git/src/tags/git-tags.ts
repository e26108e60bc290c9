import { gitIn } from "../git.ts";
import type { GitSurroundings } from "../run-git.ts";
import { createTag } from "./create-tag.ts";
import { type GitTag, listTags } from "./list-tags.ts";
import type { NewGitTag } from "./tag-object.ts";

/** The tags of a local repository. Every method throws a GitProblem, or the signal's reason. */
export interface GitTags {
  /** Those whose names begin so, in the order of their names; those of anything but a commit are none. */
  listTags(prefix: string): Promise<readonly GitTag[]>;
  /** Makes an annotated tag: whether the name is that very tag's, made now or before; false where another object has it. */
  createTag(tag: NewGitTag): Promise<boolean>;
}

/** Of the repository that a folder is in; neither its work tree nor its index is touched. */
export function openTags(folder: string, surroundings: GitSurroundings): GitTags {
  const git = gitIn(folder, surroundings);
  const findRepository = () => git.text(["rev-parse", "--git-dir"]);
  return {
    listTags: (prefix) => findRepository().then(() => listTags(git, prefix)),
    createTag: (tag) => findRepository().then(() => createTag(git, tag)),
  };
}
