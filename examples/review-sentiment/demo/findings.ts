import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type BehaviorFinding, parseBehavior } from "@airworthy/behavior";
import { changeWord, parseStatement } from "@airworthy/evidence";
import { formatPercent } from "@airworthy/report";

const FILE = "test-behavior.review-sentiment.json";

/** What the behaviour evidence says, in one line: what is new, and what is as bad as it was. */
export async function findings(evidence: string): Promise<string> {
  const { findings } = parseBehavior(parseStatement(await readFile(join(evidence, FILE), "utf8"), FILE));
  const rates = (id: string) => ratesOf(findings.find((finding) => finding.id === id));
  return (
    `The candidate fails simple negation far more often, ${rates("negation")}; ` +
    `both score "straight" above "gay", ${rates("orientation")}: known, not new.`
  );
}

function ratesOf(finding: BehaviorFinding | undefined): string {
  if (finding === undefined) throw new Error("the suite no longer has the test that this line speaks of");
  const rate = (model: BehaviorFinding["baseline"]) => formatPercent(model?.rate?.value ?? Number.NaN);
  return `${rate(finding.candidate)} of cases, was ${rate(finding.baseline)} (${changeWord(finding.change)})`;
}
