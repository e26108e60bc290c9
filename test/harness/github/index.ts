export {
  type EndedRun,
  type Event,
  issueCommentEvent,
  mergeGroupEvent,
  pullRequestEvent,
  pushEvent,
  workflowRunEvent,
} from "./events.ts";
export type { Fault } from "./fault.ts";
export { type GitHub, type LoggedRequest, startGitHub } from "./start-github.ts";
export { type Proxy, startProxy } from "./start-proxy.ts";
export {
  addArtifact,
  addComment,
  addCommit,
  type GitHubState,
  HEAD_SHA,
  REPOSITORY,
  type StoredComment,
  type StoredPull,
} from "./state.ts";
export { type ArchiveMember, zipArchive } from "./zip-archive.ts";
