import type { Calendar } from "@airworthy/calendar";
import { type Query, queryOf } from "@airworthy/clearance";
import { secondsOf, UserError } from "@airworthy/evidence";
import type { PromotionSection, WrittenStage } from "./promotion-section.ts";

/** What a version needs to come to a stage, and when it may. */
export interface Stage extends Calendar {
  readonly name: string;
  /** The stage that the version must have been in; null where none is asked for. */
  readonly previous: string | null;
  readonly needs: readonly Query[];
  /** What the verification of signature and provenance must have come to at least. */
  readonly verification: "pass" | "warn";
  readonly checklist: boolean;
  /** "@ann" or, for any of its members, "@org/team"; empty where everybody who may write may ask. */
  readonly requesters: readonly string[];
  readonly approvers: readonly string[];
  readonly approvals: number;
  readonly selfApproval: boolean;
  readonly codeowners: boolean;
  readonly bots: readonly string[];
  readonly environment: string | null;
  readonly confirm: boolean;
  readonly rollout: string | null;
}

export interface PromotionPolicy {
  /** In the order in which versions come through them. */
  readonly stages: readonly Stage[];
  readonly commandFreshSeconds: number;
}

/** The policy that a section says. */
export function promotionPolicyOf(section: PromotionSection): PromotionPolicy {
  const written = Object.entries(section.stages);
  return {
    stages: written.map(([name, stage], index) => stageOf(name, stage, written[index - 1]?.[0] ?? null)),
    commandFreshSeconds: secondsOf(section["command-fresh"] ?? "1h") ?? 0,
  };
}

/** A stage of the policy. Throws a UserError that names those that there are. */
export function stageNamed({ stages }: PromotionPolicy, name: string): Stage {
  const stage = stages.find((one) => one.name === name);
  if (stage !== undefined) return stage;
  throw new UserError(`There is no stage ${JSON.stringify(name)}`, {
    remedy: `The policy has ${stages.map((one) => one.name).join(", ")}: see "promotion: stages:" in airworthy.yml.`,
  });
}

function stageOf(name: string, written: WrittenStage, before: string | null): Stage {
  return {
    name,
    previous: (written["needs-previous"] ?? true) ? before : null,
    needs: written.needs.map(queryOf),
    verification: written.verification ?? "pass",
    checklist: written.checklist ?? true,
    requesters: written.requesters ?? [],
    approvers: written.approvers ?? [],
    approvals: written.approvals ?? 0,
    selfApproval: written["self-approval"] ?? false,
    codeowners: written.codeowners ?? false,
    bots: written.bots ?? [],
    environment: written.environment ?? null,
    confirm: written.confirm ?? false,
    windows: written.windows ?? [],
    freezes: written.freezes ?? [],
    rollout: written.rollout ?? null,
  };
}
