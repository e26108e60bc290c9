import type { Block, Mark, Text } from "@airworthy/report";
import { formatCounted } from "@airworthy/report";
import type { Diagnosis } from "../diagnosis.ts";
import type { Finding, Place } from "../finding.ts";
import { SEVERITIES, type Severity } from "../rules/rule.ts";
import { type RuleId, ruleOf } from "../rules/rules.ts";

const DOCUMENTS = "https://github.com/airworthy/airworthy/blob/main/docs";
const MARKS: Readonly<Record<Severity, Mark>> = { error: "bad", warning: "watch", note: "unknown" };

/** A verdict does not hold for what this one is about. */
const UNSEEN: RuleId = "repository-not-looked-at";

/** Every finding with what it means and how it is mended. */
export function reportDiagnosis(diagnosis: Diagnosis): Block[] {
  const { findings, ignored, examined } = diagnosis;
  const looked = examined.length === 0 ? "Nothing was looked at." : `Looked at ${examined.join(", ")}.`;
  const left = [...ignored].map(([rule, count]) => `${formatCounted(count, "finding")} of ${rule}`);
  return [
    ...findings.flatMap(blocksOf),
    { kind: "paragraph", text: headlineOf(diagnosis) },
    { kind: "paragraph", text: left.length === 0 ? looked : `${looked} Ignored: ${left.join(", ")}.` },
  ];
}

/** Such as "1 error, 2 warnings and 3 notes". */
export function headlineOf({ findings, ignored, verdict }: Diagnosis): string {
  const counts = SEVERITIES.map((severity) => {
    return [severity, findings.filter(({ rule }) => ruleOf(rule).severity === severity).length] as const;
  }).filter(([, count]) => count > 0);
  const left = [...ignored.values()].reduce((sum, count) => sum + count, 0);
  const told = counts.map(([severity, count]) => formatCounted(count, severity)).join(", ");
  const nothing = verdict === "inconclusive" ? "Nothing was looked at" : "Nothing to mend";
  const [first] = counts;
  const isOnlyNotes = first?.[0] === "note";
  const parts = [
    told === "" ? nothing : isOnlyNotes ? `${nothing}; ${told}` : told,
    left === 0 ? "" : `${left} ignored`,
    findings.some(({ rule }) => rule === UNSEEN) ? "the settings at GitHub were not looked at" : "",
  ];
  return `${parts.filter((part) => part !== "").join("; ")}.`;
}

function blocksOf({ rule: id, place, found, remedy }: Finding): Block[] {
  const rule = ruleOf(id);
  const title: Text = [
    { kind: "mark", mark: MARKS[rule.severity] },
    " ",
    { kind: "strong", text: id },
    "  ",
    { kind: "soft", text: placeInWords(place) },
  ];
  return [
    { kind: "paragraph", text: title },
    { kind: "paragraph", text: `${/[.?!]$/.test(found) ? found : `${found}.`} ${rule.why}` },
    { kind: "code", text: remedy, language: remedy.includes("\n") ? "yaml" : "" },
    { kind: "paragraph", text: { kind: "soft", text: documentOf(rule.page) } },
  ];
}

export function documentOf(page: string): string {
  return `${DOCUMENTS}/${page}`;
}

/** Such as ".github/workflows/model.yml:12:7". */
export function placeInWords({ file, line, column }: Place): string {
  return [file, line, column].filter((part) => part !== null).join(":");
}
