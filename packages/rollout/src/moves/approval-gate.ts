import { formatCounted } from "@airworthy/report";
import type { RolloutPlan } from "../plan/plan.ts";
import type { Step } from "../plan/ramp.ts";
import type { Approval, Facts } from "./facts.ts";
import { type Gate, open, passed } from "./gate.ts";

/**
 * That enough of the plan's approvers agreed to a step, since a given time: what they agreed to before was another step. Who
 * asks for the move is not counted, so that two people look at it.
 */
export function approvalGate(step: Step, since: string | null, plan: RolloutPlan, facts: Facts): Gate {
  if (step.approvers === 0) return passed("approvals", "none-needed", "this step needs no approval");
  const { actor, approvals, now } = facts;
  const people = approvals
    .filter(({ by, on }) => !isSame(by, actor) && isBetween(on, since, now))
    .filter((approval) => isApprover(approval, plan))
    .map(({ by }) => bare(by));
  const given = new Set(people).size;
  const needed = formatCounted(step.approvers, "approval");
  if (given >= step.approvers) return passed("approvals", "approved", `${needed} needed, ${given} given`);
  const after = since === null ? "" : ` since ${since}`;
  const who =
    plan.approvers.length === 0
      ? "the plan names nobody who may"
      : `by ${plan.approvers.join(", ")}: ${howToApprove(facts)}`;
  return open("approvals", "not-approved", `${needed} needed${after}, ${given} given; ${who}`);
}

function howToApprove({ isByHand }: Facts): string {
  return isByHand
    ? "name who agrees with --approved-by"
    : "they approve the run, as reviewers of the environment of its job";
}

function isApprover({ by, teams }: Approval, { approvers }: RolloutPlan): boolean {
  return approvers.some((approver) => [by, ...teams].some((name) => isSame(name, approver)));
}

/** GitHub's names are the same in any case; on a command line who asks has no "@". */
function isSame(a: string, b: string): boolean {
  return bare(a) === bare(b);
}

function bare(name: string): string {
  return name.toLowerCase().replace(/^@/, "");
}

function isBetween(on: string, since: string | null, now: string): boolean {
  const at = Date.parse(on);
  return at <= Date.parse(now) && (since === null || at >= Date.parse(since));
}
