export { storeAttestation } from "./attestation.ts";
export { type Check, type CheckedCommit, type CheckResult, setCheck } from "./check.ts";
export { type ClientSettings, createClient, type Environment, type GitHubClient, type Request } from "./client.ts";
export {
  COMMENT_CHARACTERS,
  type CommentDraft,
  type CommentResult,
  type CommentSkip,
  type CommentState,
  type StickyComment,
  upsertComment,
} from "./comment.ts";
export { remoteHistory } from "./commits.ts";
export { ARTIFACT_LIMITS, type ArtifactSource, type DownloadedFile, downloadArtifacts } from "./download.ts";
export { ARTIFACT_FILE_LIMITS, downloadArtifactFile } from "./download-artifact-file.ts";
export { type DownloadedLayout, downloadLayout } from "./download-layout.ts";
export { parseRepository, type Repository, type Run, readEvent, type WorkflowEvent } from "./event.ts";
export { type Examined, type ExaminedBranch, readExamined } from "./examined.ts";
export { readFileAtCommit } from "./file-at-commit.ts";
export { type ArtifactListing, listArtifacts, type RecordedArtifact } from "./list-artifacts.ts";
export type { Log } from "./log.ts";
export { checkKey, isNewer, type MarkedText, type Marker } from "./marker.ts";
export { pullsMergedAs } from "./merged-pulls.ts";
export { GitHubProblem, type ProblemKind } from "./problem.ts";
export { type PullRequest, type Resolution, resolvePullRequest } from "./pull-request.ts";
export { resolveNamedPull } from "./pull-request-named.ts";
export type { PullNow } from "./pull-request-now.ts";
export { type RemoteRefState, type RemoteRefStore, remoteRefStore } from "./ref-store.ts";
export { DEFAULT_LIMITS, type Limits } from "./retry.ts";
export { readRunEvent } from "./run-event.ts";
export { readSource, type Source } from "./source.ts";
export { readTrigger, type Trigger } from "./trigger.ts";
export { uploadArtifact } from "./upload.ts";
