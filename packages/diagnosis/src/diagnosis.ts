import type { Verdict } from "@airworthy/evidence";
import { type Finding, inOrder } from "./finding.ts";
import type { Area, Rule } from "./rules/rule.ts";
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
  const sources = new Set(chosen.flatMap(sourcesOf));
  const unseen = UNSEEN_RULES.filter((rule) => sources.has(ruleOf(rule).area) && !ignored.includes(rule));
  const asked = new Set([...chosen, ...unseen]);
  const seen = areas.flatMap((area) => examined[area]);
  const counted = inOrder(findings.filter(({ rule }) => asked.has(rule)));
  const left = ignored.map((rule) => [rule, findings.filter((finding) => finding.rule === rule).length] as const);
  return {
    ...judge(counted, isExamined(areas, examined, rules)),
    findings: counted,
    ignored: new Map(left),
    examined: seen,
  };
}

/** What a rule is decided from. */
function sourcesOf(rule: RuleId): readonly Area[] {
  const { area, from = [] }: Rule = ruleOf(rule);
  return [area, ...from];
}

function isExamined(areas: readonly Area[], examined: Examination["examined"], asked: readonly RuleId[]): boolean {
  // Without a token nobody looks at the settings, unless a rule about them was asked for by name.
  if (asked.length > 0 && areas.includes("repository") && examined.repository.length === 0) return false;
  // This machine is always looked at: it says nothing of a repository.
  return areas.some((area) => (area !== "versions" || areas.length === 1) && examined[area].length > 0);
}

function judge(findings: readonly Finding[], isExamined: boolean): Pick<Diagnosis, "verdict" | "reasonCode"> {
  const severities = new Set(findings.map(({ rule }) => ruleOf(rule).severity));
  if (severities.has("error")) return { verdict: "fail", reasonCode: "errors-found" };
  if (!isExamined) return { verdict: "inconclusive", reasonCode: "nothing-examined" };
  if (severities.has("warning")) return { verdict: "warn", reasonCode: "warnings-found" };
  return { verdict: "pass", reasonCode: "nothing-found" };
}
