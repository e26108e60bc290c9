import { isStageName } from "../fields.ts";
import { entryOf, type RegistryModel } from "../records/registry.ts";
import type { PromotionPolicy, Stage } from "./policy.ts";

/**
 * The stages that tags know, in the order in which a version came to each for the first time, for a rollback while nobody can read the
 * policy. It names nobody and needs nothing: no promotion is to be decided by it. `rolloutOf` says which rollout gives a digest to
 * users; null for none.
 */
export function stopgapPolicy(registry: RegistryModel, rolloutOf: (digest: string) => string | null): PromotionPolicy {
  const names = registry.history.flatMap(({ event, stage }) =>
    event === "assignment" && stage !== null ? [stage] : [],
  );
  const stages = [...new Set(names)].filter(isStageName).map((name): Stage => {
    const digest = entryOf(registry, name)?.digest ?? null;
    return { ...NOBODY, name, rollout: digest === null ? null : rolloutOf(digest) };
  });
  return { stages, commandFreshSeconds: 0 };
}

const NOBODY: Omit<Stage, "name" | "rollout"> = {
  previous: null,
  needs: [],
  verification: "pass",
  checklist: true,
  requesters: [],
  approvers: [],
  approvals: 0,
  selfApproval: false,
  codeowners: false,
  bots: [],
  environment: null,
  confirm: false,
  windows: [],
  freezes: [],
};
