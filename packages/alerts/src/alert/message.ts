import type { Alert } from "./alert.ts";

/**
 * Why somebody is told. `opened`: of something new; `changed`: it stands otherwise than they were told; `recovered`: it
 * passes again; `refreshed`: it stands as they were told, with other values.
 */
export type Occasion = "opened" | "changed" | "recovered" | "refreshed";

/** What one target is told. */
export interface Message {
  readonly alert: Alert;
  readonly occasion: Occasion;
  /** Who answers for it, as the configuration has it: "@ann", "@org/team", "slack:U012AB3CD". */
  readonly owners: readonly string[];
  /** How many alerts this target was not told of before, since there were too many. */
  readonly heldBack: number;
}

/** Owners as plain names, for targets that mention nobody. */
export function ownerNames(owners: readonly string[]): readonly string[] {
  return owners.filter((owner) => !owner.startsWith("slack:")).map((owner) => owner.replace(/^@/, ""));
}
