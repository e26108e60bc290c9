import type { Alert, AlertClass, AlertFinding } from "@airworthy/alerts";
import { type Statement, VERDICTS, type Verdict, type VersionRef, worstVerdict } from "@airworthy/evidence";
import { composeReport, type ReportSection, standingVerdict, VERDICT_WORDS } from "@airworthy/report";
import { TOOL } from "@airworthy/runtime";
import { commandsOf, linksOf, type Surroundings } from "./links.ts";
import { type RolloutFacts, rolloutOf } from "./rollout-of.ts";
import { rowsByClass } from "./section-classes.ts";

/** A file of evidence, and what it has to say. */
export interface ToldEvidence {
  readonly statement: Statement;
  readonly section: ReportSection;
}

/** Enough for any route to find its class; messages show ten. */
const MOST_FINDINGS = 1_000;

/**
 * An alert for each rollout, and one for each model that the other evidence speaks of; worst first. What passed is an alert,
 * too: whoever was told that it did not must be told.
 */
export function makeAlerts(evidence: readonly ToldEvidence[], around: Surroundings): readonly Alert[] {
  const described = evidence.map((told) => describe(told, around));
  const alerts = [...Map.groupBy(described, ({ key }) => key)].map(([key, group]) => alertOf(key, group, around));
  return alerts.toSorted((a, b) => rank(b.verdict) - rank(a.verdict));
}

interface Described {
  readonly key: string;
  readonly section: ReportSection;
  readonly rollout: RolloutFacts | null;
  readonly verdict: Verdict;
  readonly findings: ReadonlyMap<AlertClass, readonly AlertFinding[]>;
}

function describe({ statement, section }: ToldEvidence, { line, isWhole }: Surroundings): Described {
  const rollout = rolloutOf(statement);
  const findings = new Map(
    [...rowsByClass(statement, section)].map(([of, rows]) => [of, findingsOf({ ...section, rows }, of)]),
  );
  const found = [...findings.values()].flat().map(({ verdict }) => verdict);
  const missing: readonly Verdict[] = isWhole ? [] : ["inconclusive"];
  const verdict = worstVerdict([section.verdict, rollout?.verdict ?? section.verdict, ...found, ...missing]);
  const key = rollout === null ? `model:${section.candidate.name}:${line ?? ""}` : `rollout:${rollout.id}`;
  return { key, section, rollout, verdict, findings };
}

function alertOf(key: string, group: readonly Described[], around: Surroundings): Alert {
  // What was done to a rollout is told before what led to it.
  const byUrgency = group.toSorted(
    (a, b) => rank(b.verdict) - rank(a.verdict) || Number(isMove(b)) - Number(isMove(a)),
  );
  const [worst] = byUrgency;
  if (worst === undefined) throw new TypeError("an alert is of some evidence");
  const { section, rollout, verdict } = worst;
  const model = rollout?.candidate ?? section.candidate;
  const classes = [...new Set(byUrgency.flatMap(({ findings }) => [...findings.keys()]))];
  const findings = byUrgency.flatMap((one) => [...one.findings.values()].flat());
  const headlines = new Set(byUrgency.filter((one) => one.verdict === verdict).map((one) => one.section.headline));
  const missing = around.isWhole ? [] : ["The run that made the evidence did not succeed: some of it may be missing."];
  return {
    key,
    verdict,
    title: `${nameOf(model)}: ${section.word ?? VERDICT_WORDS[verdict]}`,
    headline: [...headlines, ...missing].join(" "),
    model: { name: model.name, version: model.version, sha256: model.sha256 },
    rollout: rollout?.id ?? null,
    classes,
    facts: section.facts,
    findings: findings.toSorted((a, b) => rank(b.verdict) - rank(a.verdict)).slice(0, MOST_FINDINGS),
    links: linksOf(around, rollout),
    commands: commandsOf(around, rollout),
  };
}

/** The rows of one class that do not stand well, as the report has them. */
function findingsOf(section: ReportSection, of: AlertClass): readonly AlertFinding[] {
  const report = composeReport([section], { tool: TOOL, commit: null, evidenceFiles: 1 });
  return report.candidates.flatMap(({ rows }) =>
    rows.flatMap(({ what, was, now, difference, reason, standing }): readonly AlertFinding[] => {
      const verdict = standingVerdict(standing);
      return verdict === "pass" ? [] : [{ class: of, verdict, what, was, now, difference, reason }];
    }),
  );
}

function isMove({ section }: Described): boolean {
  return section.title === "Rollout";
}

function nameOf({ name, version }: VersionRef): string {
  return version === null ? name : `${name} ${version}`;
}

function rank(verdict: Verdict): number {
  return VERDICTS.indexOf(verdict);
}
