import { expect, test } from "vitest";
import { checkFacts } from "./check-facts.ts";
import { biasAudit, example, stated } from "./example-checklist.ts";
import { parseChecklistEvidence } from "./predicate.ts";

const audit = biasAudit(0.2);
const comparison = example("metric-comparison", "3");

test("facts are those of the evidence, wherever its files are by now", () => {
  const { predicate } = stated({ evidence: [audit, comparison] });
  const moved = [comparison, { ...audit, name: "elsewhere.json" }];
  expect(checkFacts(predicate, moved)).toEqual({ contradicted: [], absent: [] });
});

test("facts that the file of that digest does not hold are told, though the lines follow from them", () => {
  const forged = stated({ evidence: [biasAudit(0.01), comparison] });
  expect(parseChecklistEvidence(forged).findings[1]?.state).toBe("met");
  expect(checkFacts(forged.predicate, [audit, comparison])).toEqual({
    contradicted: [{ name: "audit-1.json", sha256: audit.sha256 }],
    absent: [],
  });
});

test("a file that is not there cannot vouch for what is said of it", () => {
  const { predicate } = stated({ evidence: [audit, comparison] });
  expect(checkFacts(predicate, [comparison]).absent).toEqual([{ name: "audit-1.json", sha256: audit.sha256 }]);
});
