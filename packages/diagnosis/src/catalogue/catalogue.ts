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
  /** By input the action that takes it as it is, under the same name: its values are the action's. */
  readonly passes: ReadonlyMap<string, string>;
  /** By input the one that it needs beside it: the action that takes both fails without. */
  readonly needs: ReadonlyMap<string, string>;
  /** The events that its callers are meant for. */
  readonly triggers: readonly string[];
  readonly secrets: readonly string[];
  /** What its jobs ask for: a caller that grants less is not started. */
  readonly permissions: readonly KnownPermission[];
}

/** What workflows can use of this version. */
export interface Catalogue {
  readonly actions: readonly KnownAction[];
  readonly workflows: readonly KnownWorkflow[];
}
