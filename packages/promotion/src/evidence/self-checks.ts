import { worstVerdict } from "@airworthy/evidence";
import { GATES, type Gate } from "../decide/gate.ts";
import { hexOf } from "../fields.ts";
import { bareName, isSameName } from "../people.ts";
import { parseTagName } from "../records/tag-name.ts";
import type { PromotionPredicate } from "./predicate.ts";

/** What is to hold between the parts of the evidence, so that none promotes more than its own gates allow. */
export interface SelfCheck {
  readonly message: string;
  holds(predicate: PromotionPredicate): boolean;
}

/** The gates that each effect must have come through. */
const NEEDED: Readonly<Record<PromotionPredicate["effect"], readonly Gate["id"][]>> = {
  promoted: GATES,
  "rolled-back": ["command", "actor"],
  unchanged: [],
  refused: [],
};

export const SELF_CHECKS: readonly SelfCheck[] = [
  {
    message:
      "must pass where it changed a stage or nothing, and have the worst verdict of its gates where it was refused",
    holds: ({ effect, verdict, findings }) =>
      verdict === (effect === "refused" ? worstVerdict(findings.map((finding) => finding.verdict)) : "pass"),
  },
  {
    message: "must be refused where a gate does not hold, and only then",
    holds: ({ effect, findings }) => (effect === "refused") === findings.some(({ verdict }) => verdict !== "pass"),
  },
  {
    message: "must have come through the gates of what it did",
    holds: ({ effect, findings }) =>
      NEEDED[effect].every((id) => findings.some(({ gate, verdict }) => gate === id && verdict === "pass")),
  },
  {
    message: "must do what was asked for",
    holds: ({ effect, move }) =>
      (effect !== "promoted" || move === "promote") && (effect !== "rolled-back" || move === "rollback"),
  },
  {
    message: "must be about a stage of its policy, and come after the one before it",
    holds: ({ stage, stages, policy: { previous } }) => {
      const at = stages.indexOf(stage);
      return at !== -1 && (previous === null || (at > 0 && stages[at - 1] === previous));
    },
  },
  {
    message: "must have the approvals that its stage asks for, each of another person and of the candidate's commit",
    holds: (predicate) => predicate.effect !== "promoted" || hasApprovals(predicate),
  },
  {
    message: "must have tags that say what it did, and only then",
    holds: (predicate) => (hasChanged(predicate) ? isRecorded(predicate) : predicate.tags.length === 0),
  },
  {
    message: "must name the commit where it changed a stage, and only then",
    holds: (predicate) => hasChanged(predicate) === (predicate.commit !== null),
  },
  {
    message: "must change the version that the stage has",
    holds: (predicate) => !hasChanged(predicate) || predicate.candidate.sha256 !== predicate.baseline?.sha256,
  },
  {
    message: "must deny what it went back from, and nothing else",
    holds: ({ effect, denial, baseline }) =>
      effect === "rolled-back" && baseline !== null
        ? denial !== null && hexOf(denial.digest) === baseline.sha256
        : denial === null,
  },
];

function hasChanged({ effect }: PromotionPredicate): boolean {
  return effect === "promoted" || effect === "rolled-back";
}

function hasApprovals({ approvals, policy, commit, by: asker }: PromotionPredicate): boolean {
  const people = new Set(approvals.map(({ by }) => bareName(by)));
  return (
    people.size === approvals.length &&
    people.size >= policy.approvals &&
    approvals.every((approval) => approval.commit === commit) &&
    (policy.selfApproval || approvals.every(({ by }) => !isSameName(by, asker)))
  );
}

/** That a tag assigns the stage to the candidate's commit, and that none is about another model or stage. */
function isRecorded({ tags, model, stage, commit }: PromotionPredicate): boolean {
  const said = tags.map((tag) => ({ tag, name: parseTagName(tag.name) }));
  const assigned = said.filter(({ tag, name }) => name?.event === "assignment" && tag.commit === commit);
  return assigned.length === 1 && said.every(({ name }) => name?.model === model && (name.stage ?? stage) === stage);
}
