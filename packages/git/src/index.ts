export type { Ancestor } from "./ancestors.ts";
export { GitProblem, type GitProblemKind } from "./problem.ts";
export { type GitRepository, MOST_FILE_BYTES, openRepository } from "./repository.ts";
export type { GitSurroundings } from "./run-git.ts";
