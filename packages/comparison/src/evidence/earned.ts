import type { Change, Verdict } from "@airworthy/evidence";
import { checkRule, lossOf } from "../decision/rule.ts";
import { severityOf } from "../decision/severity.ts";
import { decideDrift, standingOf, waivedVerdict, withoutBaseline } from "../decision/standing.ts";
import { isCovered } from "../waivers/apply-waivers.ts";
import type { ComparisonFinding } from "./finding.ts";

/** What each change may bring about by itself. */
const VERDICTS_OF: Readonly<Record<Change, readonly Verdict[]>> = {
  error: ["error"],
  regression: ["fail"],
  "possible-regression": ["warn", "inconclusive"],
  "insufficient-evidence": ["warn", "inconclusive"],
  "no-baseline": ["pass", "inconclusive"],
  improvement: ["pass"],
  stable: ["pass"],
};

/** What a difference may be off by after it was written and read, as a share of the values. */
const RELATIVE_TOLERANCE = 1e-9;

/** Whether the change is one that the values allow: none is stable that lost more than its margin. */
export function isOfItsValues(finding: ComparisonFinding): boolean {
  const { change, changeVerdict, candidate, baseline, difference, direction, margin, rules } = finding;
  if (!VERDICTS_OF[change].includes(changeVerdict)) return false;
  if (change === "error" || change === "insufficient-evidence") return true;
  if (candidate === null) return false;
  if (baseline === null) {
    const allowed = change === "no-baseline" ? withoutBaseline(rules) : decideDrift(rules);
    return difference === null && change === allowed.change && changeVerdict === allowed.verdict;
  }
  const tolerance = RELATIVE_TOLERANCE * Math.max(Math.abs(candidate), Math.abs(baseline), margin);
  if (difference !== null && Math.abs(difference.estimate - (candidate - baseline)) > tolerance) return false;
  const loss = lossOf(direction, candidate, baseline);
  if (change === "stable") return loss <= margin + tolerance;
  if (change === "improvement") return -loss >= margin - tolerance;
  return change !== "no-baseline" && loss >= (change === "regression" ? margin : 0) - tolerance;
}

/** Whether the verdict is what the change, the rules as the values keep them, the role and the waiver come to. */
export function isEarned(finding: ComparisonFinding): boolean {
  const { change, changeVerdict, candidate, baseline, direction, rules, role, waiver, verdict, reasonCode } = finding;
  const areChecked = rules.every(
    (rule) => rule.state === checkRule(rule, direction, candidate ?? Number.NaN, baseline),
  );
  const standing = standingOf({ change, verdict: changeVerdict, reasonCode }, rules, role);
  if (!areChecked || waiver === null) return areChecked && verdict === standing.verdict;
  return (
    verdict === waivedVerdict(finding) && isCovered({ ...standing, severity: severityOf(finding) }, waiver.ceiling)
  );
}
