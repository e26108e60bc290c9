import { isRuleId, RULE_IDS, type RuleId, type Selection } from "@airworthy/diagnosis";
import { nearest, UserError } from "@airworthy/evidence";

/** The rules that were asked for and left out. Throws a UserError for one that there is not, or where none is left. */
export function readSelection(rules: readonly string[], ignored: readonly string[]): Selection {
  const selection = {
    rules: rules.map((rule) => ruleNamed(rule, "rule")),
    ignored: ignored.map((rule) => ruleNamed(rule, "ignore")),
  };
  const asked = selection.rules.length === 0 ? RULE_IDS : selection.rules;
  if (asked.some((rule) => !selection.ignored.includes(rule))) return selection;
  throw new UserError("every rule that was asked for is ignored; nothing is left to look for");
}

function ruleNamed(text: string, input: string): RuleId {
  if (isRuleId(text)) return text;
  const near = nearest(text, RULE_IDS);
  const shown = JSON.stringify(text.slice(0, 100));
  throw new UserError(`--${input}: ${shown} is no rule${near === undefined ? "" : `; did you mean ${near}?`}`, {
    remedy: "docs/doctor.md lists the rules.",
  });
}
