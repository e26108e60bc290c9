import type { ExaminedEvidence } from "@airworthy/clearance";
import type { Version } from "../fields.ts";
import type { Person } from "../people.ts";
import type { RegistryModel } from "../records/registry.ts";

/** What GitHub lets somebody do in a repository, least first. */
export const PERMISSIONS = ["none", "read", "triage", "write", "maintain", "admin"] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** Who makes the request, as the event that started the run says it, and not a comment's text. */
export interface Actor extends Person {
  readonly isBot: boolean;
  readonly permission: Permission;
}

/** The words that ask: a comment, or a run that somebody started by hand. */
export interface AskedIn {
  readonly kind: "comment" | "run";
  /** Who wrote the comment, or started the run at first. */
  readonly author: string;
  /** When it was written; of a run that is run again the first time. */
  readonly on: string;
  readonly isEdited: boolean;
}

/** A digest that nobody is to get again. */
export interface Denied {
  readonly digest: string;
  readonly by: string;
  readonly on: string;
  readonly reason: string;
}

export const APPROVED_VIA = ["review", "environment", "comment"] as const;

/** That somebody agrees, as it stands now: not what was dismissed or taken back. */
export interface Approval {
  /** "@ann". */
  readonly by: string;
  readonly teams: readonly string[];
  readonly on: string;
  /** The commit that was looked at; null where nobody knows, which counts for nothing. */
  readonly commit: string | null;
  readonly via: (typeof APPROVED_VIA)[number];
  /** The GitHub environment that it was given for; null for every other. */
  readonly environment: string | null;
}

/** The package that is to be promoted. */
export interface Candidate extends Version {
  readonly name: string;
  /** What it was made of. */
  readonly commit: string;
}

/** The commit that a pull request is at. */
export interface Head {
  readonly commit: string;
  /** Since when, by the server's clock; null where nobody knows. */
  readonly since: string | null;
  /** When it was last said what it is to be merged into: who approved before saw another change. Null where that is as at first. */
  readonly basedOn: string | null;
}

/** What every decision needs to know. */
export interface BasicFacts {
  /** ISO 8601. */
  readonly now: string;
  readonly actor: Actor;
  readonly askedIn: AskedIn;
  /** What tags say of the model. */
  readonly registry: RegistryModel;
  readonly denied: readonly Denied[];
  /** Requests that were carried out, beside those that tags name. */
  readonly handled: readonly string[];
}

/** What is known of the world when a promotion is asked for. */
export interface PromotionFacts extends BasicFacts {
  readonly candidate: Candidate;
  /** Null where the command was given outside of a pull request. */
  readonly head: Head | null;
  /** Files that were read and whose predicates were checked whole. */
  readonly evidence: readonly ExaminedEvidence[];
  readonly approvals: readonly Approval[];
  /** The owners by CODEOWNERS of each changed file that has some, each list once; null where that was not read. */
  readonly codeowners: readonly (readonly string[])[] | null;
  /** Why nothing is promoted now, by windows and freezes of the rollout; null where none is in the way. */
  readonly frozen: string | null;
  /** The request that holds the lock; null where nobody does. */
  readonly lock: string | null;
}
