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
export { type CommentPlace, commitPlace, issuePlace } from "./comment-place.ts";
export { remoteHistory } from "./commits.ts";
export { ARTIFACT_LIMITS, type ArtifactSource, type DownloadedFile, downloadArtifacts } from "./download.ts";
export { ARTIFACT_FILE_LIMITS, downloadArtifactFile } from "./download-artifact-file.ts";
export { type DownloadedLayout, downloadLayout } from "./download-layout.ts";
export { parseRepository, type Repository, type Run, readEvent, type WorkflowEvent } from "./event.ts";
export { type Examined, type ExaminedBranch, readExamined } from "./examined.ts";
export { listReactions, type Reaction } from "./feedback/comment-reactions.ts";
export { listIssueComments } from "./feedback/issue-comments.ts";
export { type IssueEdit, readIssueEdits } from "./feedback/issue-edits.ts";
export { type IssueQuery, type LabelledIssue, listLabelledIssues } from "./feedback/labelled-issues.ts";
export { listRepositoryComments, type RepositoryComment } from "./feedback/repository-comments.ts";
export { readFileAtCommit } from "./file-at-commit.ts";
export { findByHead } from "./find-by-head.ts";
export { type ArtifactListing, listArtifacts, type RecordedArtifact } from "./list-artifacts.ts";
export type { Log } from "./log.ts";
export { checkKey, isNewer, type MarkedText, type Marker } from "./marker.ts";
export { pullsMergedAs } from "./merged-pulls.ts";
export { findOpenProposal, listClosedProposals, type Proposal, retitleProposal } from "./open-proposal.ts";
export { GitHubProblem, type ProblemKind } from "./problem.ts";
export { type AnswerResult, answerIssue, type IssueAnswer } from "./promotion/answer-issue.ts";
export { approvalsOf, type Review, type Reviews } from "./promotion/approvals-of.ts";
export { type CommitArtifacts, downloadArtifactsOf } from "./promotion/artifacts-of.ts";
export type { Author } from "./promotion/author.ts";
export type { CappedList } from "./promotion/capped-list.ts";
export { changedPaths } from "./promotion/changed-paths.ts";
export { codeownersOf, type OwnedPath } from "./promotion/codeowners/codeowners-of.ts";
export { createDeployment, type NewDeployment } from "./promotion/deployments/create-deployment.ts";
export type { Deployment } from "./promotion/deployments/deployment.ts";
export {
  DEPLOYMENT_STATES,
  type DeploymentState,
  type DeploymentStatus,
  lastDeploymentStatus,
  type NewDeploymentStatus,
  setDeploymentStatus,
} from "./promotion/deployments/deployment-status.ts";
export { type DeploymentsWanted, deploymentsOf } from "./promotion/deployments/deployments-of.ts";
export { latestDeployment, type StandingDeployment } from "./promotion/deployments/latest-deployment.ts";
export { type HeadTimes, headTimes } from "./promotion/head-times.ts";
export type { IssueComment } from "./promotion/issue-comment.ts";
export { createLock, type Lock, type LockRequest, type LockResult, releaseLock } from "./promotion/lock/lock.ts";
export { type PermissionLevel, permissionOf, type RepositoryPermission } from "./promotion/permission-of.ts";
export { REACTIONS, type ReactionContent, react } from "./promotion/react.ts";
export { readComment } from "./promotion/read-comment.ts";
export { type IssueNow, type PullRequestNow, readIssueOrPull } from "./promotion/read-issue-or-pull.ts";
export { readRun, type WorkflowRun } from "./promotion/run-of.ts";
export { createAnnotatedTag, type NewTag, type Tagger, type TagResult } from "./promotion/tags/create-tag.ts";
export { listTags } from "./promotion/tags/list-tags.ts";
export type { Tag, TagNote } from "./promotion/tags/tag.ts";
export { teamsOf } from "./promotion/teams-of.ts";
export { mergedInto } from "./promotion/trial-merge.ts";
export { ClosedProposal, type ProposalState, type ProposalStore, proposalStore } from "./proposal-store.ts";
export { type PullRequest, type Resolution, resolvePullRequest } from "./pull-request.ts";
export { resolveNamedPull } from "./pull-request-named.ts";
export type { PullNow, PullNumber } from "./pull-request-now.ts";
export {
  type CommentRule,
  keepOldest,
  type MarkedComment,
  type PutResult,
  putComment,
  roomFor,
} from "./put-comment.ts";
export { type RemoteRefState, type RemoteRefStore, remoteRefStore } from "./ref-store.ts";
export { findTip } from "./refs.ts";
export { DEFAULT_LIMITS, type Limits } from "./retry.ts";
export { readRunEvent } from "./run-event.ts";
export { readSource, type Source } from "./source.ts";
export { readTrigger, type Trigger } from "./trigger.ts";
export { uploadArtifact } from "./upload.ts";
