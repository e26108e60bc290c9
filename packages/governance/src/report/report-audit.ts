import type { Statement } from "@airworthy/evidence";
import {
  type Column,
  type Difference,
  differenceText,
  drawnScale,
  type Fold,
  formatCount,
  formatCounted,
  formatValue,
  formatValueInterval,
  type ReportRow,
  type ReportSection,
  type Text,
} from "@airworthy/report";
import type { Figure } from "../audit/figure.ts";
import type { AuditFinding } from "../audit/finding.ts";
import { type AuditClass, type AuditPredicate, type AuditTable, parseAudit } from "../audit/predicate.ts";
import { excessOf } from "../audit/severity.ts";
import { reasonText, subjectText } from "../audit/wording.ts";

const TITLES = { bias: "Bias", privacy: "Privacy", safety: "Safety" } as const satisfies Record<AuditClass, string>;
const NOTHING = "—";

/** What an audit has to say in a report. Throws a UserError where its predicate is not valid. */
export function reportAudit(statement: Statement): ReportSection {
  const audit = parseAudit(statement);
  const { verdict, headline, candidate, baseline, owner, alert, facts, command } = audit;
  const title = TITLES[audit.class];
  return {
    title,
    verdict,
    headline: `${title}: ${headline}`,
    candidate,
    baseline,
    rows: rowsOf(audit),
    folds: [...notesFold(audit), ...audit.tables.map((table) => tableFold(table, audit.level))],
    facts: [
      ...facts,
      ...(owner === null ? [] : [`${title.toLowerCase()} is ${owner}'s`]),
      ...(alert === null ? [] : [`alerts go to ${alert}`]),
    ],
    commands: [command],
  };
}

function rowsOf({ findings, level }: AuditPredicate): ReportRow[] {
  const units = Map.groupBy(findings, ({ unit }) => unit);
  const scales = new Map(
    [...units].map(([unit, together]) => [
      unit,
      drawnScale(
        unit,
        together.flatMap((one) => differenceOf(one, level) ?? []),
      ),
    ]),
  );
  return findings.map((finding) => {
    const { change, verdict, baseline, candidate, unit, gate } = finding;
    const difference = differenceOf(finding, level);
    return {
      change,
      verdict,
      what: subjectText(finding),
      was: baseline === null ? null : formatValue(baseline.value, unit),
      now: candidate === null ? null : formatValue(candidate.value, unit),
      difference: difference === null ? aloneText(finding, level) : differenceText(difference, scales.get(unit)),
      reason: `${reasonText(finding, finding)}${gate.critical ? "; critical" : ""}`,
      severity: Math.max(0, excessOf(finding)),
      isSettled: true,
    };
  });
}

function differenceOf(
  { difference, better, unit, candidate, baseline, gate }: AuditFinding,
  level: number,
): Difference | null {
  if (difference === null) return null;
  const { estimate, low, high } = difference;
  const margin = gate.limits.find(({ rule }) => rule === "max-worsening")?.limit ?? null;
  return {
    estimate,
    interval: low === null || high === null ? null : { low, high, level },
    better,
    unit,
    margin,
    size: Math.max(Math.abs(candidate?.value ?? 0), Math.abs(baseline?.value ?? 0)),
  };
}

/** Without a baseline the candidate's own interval. */
function aloneText({ candidate, unit }: AuditFinding, level: number): Text {
  return candidate === null ? "" : intervalText(candidate, unit, level);
}

function intervalText({ low, high }: Figure, unit: AuditFinding["unit"], level: number): string {
  return low === null || high === null ? "" : formatValueInterval({ low, high, level }, unit);
}

function notesFold({ findings }: AuditPredicate): Fold[] {
  const notes = new Set(findings.flatMap(({ note }) => note ?? []));
  if (notes.size === 0) return [];
  return [{ kind: "fold", summary: formatCounted(notes.size, "note"), blocks: [{ kind: "list", items: [...notes] }] }];
}

function tableFold({ title, columns, rows, total }: AuditTable, level: number): Fold {
  const heads: Column[] = [
    { title: "", align: "left" },
    { title: "n", align: "right" },
    ...columns.map((column): Column => ({ title: column.title, align: "right" })),
  ];
  const cells = rows.map(({ label, n, cells: figures }): Text[] => [
    label,
    n === null ? NOTHING : formatCount(n),
    ...columns.map(({ unit }, index): Text => cellText(figures[index] ?? null, unit, level)),
  ]);
  const shown = rows.length < total ? `, ${formatCount(rows.length)} of ${formatCount(total)} rows` : "";
  return { kind: "fold", summary: `${title}${shown}`, blocks: [{ kind: "table", columns: heads, rows: cells }] };
}

function cellText(figure: Figure | null, unit: AuditFinding["unit"], level: number): Text {
  if (figure === null) return NOTHING;
  const interval = intervalText(figure, unit, level);
  const value = formatValue(figure.value, unit);
  return interval === "" ? value : [value, " ", { kind: "soft", text: interval }];
}
