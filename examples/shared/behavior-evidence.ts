import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type BehaviorFinding, parseBehavior } from "@airworthy/behavior";
import { changeWord, parseStatement } from "@airworthy/evidence";
import { formatPercent } from "@airworthy/report";

/** What `test-behavior` found, by the finding's id: a test's own, or `<test>[<slice>=<value>]`. */
export interface Findings {
  /** Throws an Error where the evidence has no such finding. */
  of(id: string): BehaviorFinding;
  /** "68.1 % of cases, was 0.0 % (regression)". */
  rates(id: string): string;
}

/** Reads the evidence that a run of a suite left in a folder. */
export async function readFindings(folder: string, suite: string): Promise<Findings> {
  const file = `test-behavior.${suite}.json`;
  const { findings } = parseBehavior(parseStatement(await readFile(join(folder, file), "utf8"), file));
  const of = (id: string): BehaviorFinding => {
    const found = findings.find((finding) => finding.id === id);
    if (found === undefined) throw new Error(`${file} has no finding ${id}`);
    return found;
  };
  const percent = (model: BehaviorFinding["baseline"]) => formatPercent(model?.rate?.value ?? Number.NaN);
  return {
    of,
    rates: (id) => {
      const { candidate, baseline, change } = of(id);
      return `${percent(candidate)} of cases, was ${percent(baseline)} (${changeWord(change)})`;
    },
  };
}
