export type { Ancestor } from "./ancestors.ts";
export { gitVersion } from "./git-version.ts";
export { GitProblem } from "./problem.ts";
export { type GitRefChange, type GitRefState, type GitRefStore, openRefStore } from "./ref-store.ts";
export { type GitRepository, MOST_FILE_BYTES, openRepository } from "./repository.ts";
export { type GitTags, openTags } from "./tags/git-tags.ts";
export type { GitTag } from "./tags/list-tags.ts";
export type { NewGitTag, Tagger } from "./tags/tag-object.ts";
export { readWorkState, type WorkState } from "./work-state.ts";
