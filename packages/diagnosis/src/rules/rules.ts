import { CONFIGURATION } from "./configuration.ts";
import { REPOSITORY } from "./repository.ts";
import type { Rule } from "./rule.ts";
import { VERSIONS } from "./versions.ts";
import { WORKFLOWS } from "./workflows.ts";

/** Every rule by its id, in the order of docs/doctor.md. */
const RULES = { ...VERSIONS, ...CONFIGURATION, ...WORKFLOWS, ...REPOSITORY };

export type RuleId = keyof typeof RULES;

export const RULE_IDS: readonly RuleId[] = Object.keys(RULES).filter(isRuleId);

export function isRuleId(text: string): text is RuleId {
  return Object.hasOwn(RULES, text);
}

export function ruleOf(id: RuleId): Rule {
  return RULES[id];
}

/** What says that something could not be looked at: of that no other rule of its area can have found anything. */
export const UNSEEN_RULES: readonly RuleId[] = [
  "workflow-unreadable",
  "configuration-invalid",
  "file-invalid",
  "repository-unread",
  "repository-not-looked-at",
];
