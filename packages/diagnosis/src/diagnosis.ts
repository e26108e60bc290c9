import type { Verdict } from "@airworthy/evidence";
import { type Finding, inOrder } from "./finding.ts";
import type { Area } from "./rules/rule.ts";
import { RULE_IDS, type RuleId, ruleOf, UNSEEN_RULES } from "./rules/rules.ts";

/** What was looked at. */
export interface Examination {
  readonly findings: readonly Finding[];
  /** In each area what there was to look at, such as "3 workflows"; an area without any was not looked at. */
  readonly examined: Readonly<Record<Area, readonly string[]>>;
}

/** Which rules count. */
export interface Selection {
  /** All, where there are none; what could not be looked at counts with the rules of its area. */
  readonly rules: readonly RuleId[];
  readonly ignored: readonly RuleId[];
}

export interface Diagnosis {
  readonly verdict: Verdict;
  readonly reasonCode: "errors-found" | "warnings-found" | "nothing-found" | "nothing-examined";
  /** Worst first. */
  readonly findings: readonly Finding[];
  /** How many findings each ignored rule had. */
  readonly ignored: ReadonlyMap<RuleId, number>;
  /** What was looked at, in the areas of the rules that count. */
  readonly examined: readonly string[];
}

/** What an examination comes to: of what was not looked at nothing passes. */
export function diagnose({ findings, examined }: Examination, { rules, ignored }: Selection): Diagnosis {
  const chosen = (rules.length === 0 ? RULE_IDS : rules).filter((rule) => !ignored.includes(rule));
  const areas = [...new Set(chosen.map((rule) => ruleOf(rule).area))];
  const unseen = UNSEEN_RULES.filter((rule) => areas.includes(ruleOf(rule).area) && !ignored.includes(rule));
  const asked = new Set([...chosen, ...unseen]);
  const seen = areas.flatMap((area) => examined[area]);
  const counted = inOrder(findings.filter(({ rule }) => asked.has(rule)));
  const left = ignored.map((rule) => [rule, findings.filter((finding) => finding.rule === rule).length] as const);
  // This machine is always looked at: it says nothing of a repository.
  const isExamined = areas.some((area) => (area !== "versions" || areas.length === 1) && examined[area].length > 0);
  return { ...judge(counted, isExamined), findings: counted, ignored: new Map(left), examined: seen };
}

function judge(findings: readonly Finding[], isExamined: boolean): Pick<Diagnosis, "verdict" | "reasonCode"> {
  const severities = new Set(findings.map(({ rule }) => ruleOf(rule).severity));
  if (severities.has("error")) return { verdict: "fail", reasonCode: "errors-found" };
  if (!isExamined) return { verdict: "inconclusive", reasonCode: "nothing-examined" };
  if (severities.has("warning")) return { verdict: "warn", reasonCode: "warnings-found" };
  return { verdict: "pass", reasonCode: "nothing-found" };
}
