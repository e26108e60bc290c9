import { formatCounted } from "@airworthy/report";
import { bareName, isAmong, isSameName } from "../people.ts";
import type { Stage } from "../policy/policy.ts";
import type { Approval, PromotionFacts } from "./facts.ts";
import { type Gate, open, passed } from "./gate.ts";

/** The approvals that count for a stage: of the package's own commit, until now, one a person, whoever gave them in what order. */
export function countedApprovals(stage: Stage, facts: PromotionFacts): readonly Approval[] {
  const people = new Map<string, Approval>();
  for (const approval of standing(stage, facts)) {
    if (isOfApprover(approval, stage)) people.set(bareName(approval.by), approval);
  }
  return [...people].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, approval]) => approval);
}

/** That enough of the stage's approvers have looked at this very commit: by a later one, what they agreed to is another model. */
export function approvalGate(stage: Stage, facts: PromotionFacts): Gate {
  if (stage.approvals === 0) return passed("approvals", "none-needed", `${stage.name} needs no approval`);
  const given = countedApprovals(stage, facts).length;
  const needed = `${formatCounted(stage.approvals, "approval")} needed`;
  if (given >= stage.approvals) return passed("approvals", "approved", `${needed}, ${given} given`);
  const voided = facts.approvals.filter((approval) => approval.commit !== facts.candidate.commit).length;
  const ofOther = voided === 0 ? "" : `, ${voided} of another commit`;
  return open("approvals", "not-approved", `${needed}, ${given} given${ofOther}; ${whoMay(stage)}`);
}

/** That an owner of each file has approved: who owns one of them does not speak for the others. */
export function codeownersGate(stage: Stage, facts: PromotionFacts): Gate {
  if (!stage.codeowners) return passed("codeowners", "none-needed", `${stage.name} needs no owner's approval`);
  const { codeowners } = facts;
  if (codeowners === null) {
    return open("codeowners", "not-read", "only a pull request says whose files they are: ask in that of the package");
  }
  if (codeowners.length === 0) return open("codeowners", "no-owner", "CODEOWNERS names nobody for the files");
  const given = standing(stage, facts);
  const lacking = codeowners.filter((owners) => !given.some((approval) => isAmong(personOf(approval), owners)));
  if (lacking.length === 0) return passed("codeowners", "owner-approved", "an owner of each file has approved");
  const by = lacking.map((owners) => owners.join(" or ")).join(", and by ");
  return open("codeowners", "no-owner-approved", `an approval by ${by} is needed`);
}

/** Of the package's own commit and of the change that the pull request is now; and of this stage's environment, of no other one. */
function standing(stage: Stage, { approvals, candidate, actor, now, head }: PromotionFacts): readonly Approval[] {
  const basedOn = Date.parse(head?.basedOn ?? "");
  return approvals
    .filter(({ commit, on }) => commit === candidate.commit && Date.parse(on) <= Date.parse(now))
    .filter(({ via, on }) => via !== "review" || !(Date.parse(on) < basedOn))
    .filter((approval) => approval.via !== "environment" || isOfEnvironment(approval, stage))
    .filter(({ by }) => stage.selfApproval || !isSameName(by, actor.login));
}

function isOfApprover(approval: Approval, stage: Stage): boolean {
  return approval.via === "environment" || isAmong(personOf(approval), stage.approvers);
}

/** Names of environments are the same in any case: https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments */
function isOfEnvironment({ environment: given }: Approval, { environment }: Stage): boolean {
  return given !== null && environment !== null && given.toLowerCase() === environment.toLowerCase();
}

function personOf({ by, teams }: Approval): { login: string; teams: readonly string[] } {
  return { login: by, teams };
}

function whoMay({ approvers, environment }: Stage): string {
  const reviewers = environment === null ? [] : [`the reviewers of the environment ${environment}`];
  const names = [...approvers, ...reviewers];
  return names.length === 0 ? "the policy names nobody who may" : `by ${names.join(", ")}`;
}
