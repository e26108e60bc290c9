/** What a job may do with its token. */
export type Access = "none" | "read" | "write";

export interface KnownInput {
  readonly name: string;
  readonly required: boolean;
  /** Why a value is not allowed, as what is allowed instead; null where it is. */
  problemOf(value: string): string | null;
}

export interface KnownPermission {
  readonly scope: string;
  readonly access: "read" | "write";
  readonly reason: string;
}

/** An action of ours. */
export interface KnownAction {
  readonly name: string;
  readonly inputs: readonly KnownInput[];
  readonly permissions: readonly KnownPermission[];
  /** The events that it is meant for. */
  readonly triggers: readonly string[];
}

/** A reusable workflow of ours. */
export interface KnownWorkflow {
  /** Such as "gate-model.yml". */
  readonly name: string;
  readonly inputs: readonly KnownInput[];
  readonly secrets: readonly string[];
  /** What its jobs ask for: a caller that grants less is not started. */
  readonly permissions: readonly KnownPermission[];
}

/** What workflows can use of this version. */
export interface Catalogue {
  readonly actions: readonly KnownAction[];
  readonly workflows: readonly KnownWorkflow[];
}
