import type { TagFact } from "@airworthy/promotion";
import type { Ports } from "@airworthy/runtime";
import type { FlagsPlace, Remote } from "../manage-rollout/open-flags.ts";
import type { PromoteInputs } from "./inputs.ts";

/** The tags of the repository that records are kept in: on GitHub, or of the clone. */
export interface TagStore {
  /** All tags of a model: those whose names begin as its tags do. */
  list(model: string): Promise<readonly TagFact[]>;
  /** Makes an annotated tag; false where the name is taken by another one. */
  create(tag: TagFact): Promise<boolean>;
}

/** Where promotions are decided, and where they are recorded. */
export interface Place {
  /** Null outside of a workflow, and without a token. */
  readonly remote: Remote | null;
  /** The policy, the rollouts, what is denied, and the audit log. */
  readonly flags: FlagsPlace;
  readonly tags: TagStore;
  readonly inputs: PromoteInputs;
  readonly ports: Ports;
  /** What went otherwise than it should, and is told beside the outcome. */
  warn(line: string): void;
}
