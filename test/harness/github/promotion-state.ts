/** What people decide in a repository, and what is kept of it; part of what the stand-in knows. */
export interface PromotionState {
  /** Who may do what, by login; who is not here may do nothing. */
  readonly collaborators: Map<string, StoredCollaborator>;
  /** Members by "org/slug": whether each has accepted the invitation. */
  readonly teams: Map<string, ReadonlyMap<string, "active" | "pending">>;
  readonly reviews: StoredReview[];
  /** What each pull request changes, by its number. */
  readonly changedFiles: Map<number, readonly string[]>;
  readonly reactions: StoredReaction[];
  readonly deployments: StoredDeployment[];
  /** Runs of workflows, beside those that left artifacts. */
  readonly runs: StoredRun[];
  /** What happened to pull requests, the earliest first. */
  readonly timeline: StoredTimelineEvent[];
  /** Tag objects by their SHA; refs point to them. */
  readonly tags: Map<string, StoredTag>;
}

export interface StoredCollaborator {
  readonly permission: "admin" | "write" | "read" | "none";
  /** "maintain", "triage", or a role of the organization's own. */
  readonly role?: string;
}

export interface StoredReview {
  readonly id: number;
  readonly pull: number;
  readonly login: string;
  state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED" | "PENDING";
  readonly commit: string;
  /** ISO 8601. */
  readonly on: string;
}

export interface StoredReaction {
  readonly id: number;
  readonly comment: number;
  readonly login: string;
  readonly content: string;
}

export interface StoredDeployment {
  readonly id: number;
  readonly sha: string;
  readonly environment: string;
  readonly task: string;
  readonly payload: unknown;
  readonly description: string;
  readonly isTransient: boolean;
  readonly isProduction: boolean;
  readonly statuses: StoredDeploymentStatus[];
}

export interface StoredDeploymentStatus {
  readonly id: number;
  readonly state: string;
  readonly description: string;
  readonly environmentUrl: string;
}

export interface StoredRun {
  readonly id: number;
  readonly event: string;
  readonly headSha: string;
  readonly headRef: string;
  /** The repository itself without it. */
  readonly repository?: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly login: string;
  /** Who ran it again, if somebody else did. */
  readonly againBy?: string;
}

export interface StoredTimelineEvent {
  readonly pull: number;
  /** Such as "head_ref_force_pushed". */
  readonly event: string;
  /** ISO 8601. */
  readonly on: string;
}

export interface StoredTag {
  readonly name: string;
  readonly message: string;
  readonly object: string;
  readonly tagger: { readonly name: string; readonly email: string; readonly date: string };
}

export function createPromotionState(): PromotionState {
  return {
    collaborators: new Map(),
    teams: new Map(),
    reviews: [],
    changedFiles: new Map(),
    reactions: [],
    deployments: [],
    runs: [],
    timeline: [],
    tags: new Map(),
  };
}
