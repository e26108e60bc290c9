import { CHECKLIST_TYPE, parseChecklist, stateChecklist } from "@airworthy/governance";
import { expect, test } from "vitest";
import { REPORT_SECTIONS, sectionsAsOf } from "./report-sections.ts";

const FILE = `title: Ready
sections:
  - title: All
    section_id: A
    lines:
      - { line_id: A.1, line_summary: Consent, line: Did people consent? }
`;

test("a checklist is reported as of its own day, or as of a day on which its exception has lapsed", () => {
  const statement = stateChecklist({
    candidate: { name: "spam", version: "2.0.0", sha256: "a".repeat(64), digestOf: "package" },
    data: [],
    asOf: "2026-01-15",
    checklist: parseChecklist(FILE, "checklist.yml"),
    evidence: [],
    signOffs: [],
    exceptions: [{ line: "A.1", owner: "@ann", reason: "Being asked.", expires: "2026-03-31" }],
    command: "npx airworthy audit-model",
    inputs: [],
    tool: { name: "airworthy", version: "0.1.0" },
    startedOn: "2026-01-15T00:00:00Z",
    finishedOn: "2026-01-15T00:00:01Z",
  });
  const verdictIn = (sections: typeof REPORT_SECTIONS) => sections.get(CHECKLIST_TYPE)?.(statement).verdict;
  expect(verdictIn(REPORT_SECTIONS)).toBe("warn");
  expect(verdictIn(sectionsAsOf("2026-03-31"))).toBe("warn");
  expect(verdictIn(sectionsAsOf("2026-04-01"))).toBe("fail");
  expect([...sectionsAsOf("2026-04-01").keys()]).toEqual([...REPORT_SECTIONS.keys()]);
});
