import { documentOf, type Finding, ruleOf } from "@airworthy/diagnosis";

/** Findings for programs. */
export function findingsJson(findings: readonly Finding[]): string {
  return JSON.stringify(
    findings.map(({ rule, place: { file, line, column }, found, remedy }) => {
      const { severity, why, page } = ruleOf(rule);
      return { rule, severity, file, line, column, found, why, remedy, documentation: documentOf(page) };
    }),
  );
}
