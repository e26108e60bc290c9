import { UserError } from "@airworthy/evidence";
import { seedFrom } from "@airworthy/stats";
import type { Figure } from "../audit/figure.ts";
import type { AuditMeasure } from "../audit/finding.ts";
import type { AuditTable } from "../audit/predicate.ts";
import { type AskedGate, askedGates, gatedMetrics } from "./asked-gates.ts";
import { biasFacts } from "./facts.ts";
import { type FamilySource, familySources } from "./families.ts";
import { everyone, type Grouping, groupRows } from "./groups.ts";
import { hiddenGroups } from "./hidden-groups.ts";
import { type MetricFigures, takeFigures } from "./intervals/take-figures.ts";
import { hiddenNote, noteOf } from "./notes.ts";
import type { BiasRequest, BiasSettings } from "./settings.ts";
import { betweenTables, type TakenMetric } from "./tables/between-tables.ts";
import { groupTables } from "./tables/group-tables.ts";
import { betweenMetrics, isTold } from "./tables/table-metrics.ts";

export interface MeasuredBias {
  /** What is judged: the metrics of the gates, of each attribute that they are of. */
  readonly measures: readonly AuditMeasure[];
  /** Everything else that was measured: values by group, quotients to the reference group, all metrics between groups. */
  readonly tables: readonly AuditTable[];
  readonly facts: readonly string[];
}

/**
 * Measures how a model's results differ between the groups of sensitive attributes and of their intersections, candidate beside
 * baseline on the same rows. Throws a UserError where the settings and the tables do not fit.
 */
export function measureBias(request: BiasRequest): MeasuredBias {
  const { tables, settings } = request;
  checkSettings(settings);
  if (tables.candidate.rows === 0) throw new UserError(`${tables.candidate.file.name} has no rows`);
  const all = [
    everyone(tables.candidate.rows),
    ...settings.attributes.map((attribute) =>
      groupRows(tables.candidate, attribute, settings.references.get(attribute.name)),
    ),
  ];
  const hidden = hiddenGroups(all, settings.suppressBelow);
  const groupings = all.map((grouping, index) => ({ ...grouping, hidden: hidden[index] ?? grouping.hidden }));
  const sources = familySources(request);
  const gates = askedGates(settings, sources, groupings);
  const parts = groupings.flatMap((grouping) =>
    sources.map((source) => measurePart({ grouping, source, gates, settings })),
  );
  return {
    measures: parts.flatMap(({ measures }) => measures),
    tables: [...betweenTables(parts.flatMap(({ between }) => between)), ...parts.flatMap((part) => part.tables)],
    facts: biasFacts(request, groupings),
  };
}

/** What is told of a group in which people could be recognised, and of what would tell of it: insufficient evidence. */
const NOTHING = {
  candidate: null,
  baseline: null,
  difference: null,
  hidden: true,
} as const satisfies Partial<AuditMeasure>;

interface Part {
  readonly grouping: Grouping;
  readonly source: FamilySource;
  readonly gates: readonly AskedGate[];
  readonly settings: BiasSettings;
}

/** All of one family of metrics for one attribute. */
function measurePart({ grouping, source, gates, settings }: Part) {
  const sample = source.sampleOf(grouping);
  const { level, resamples } = settings;
  const taking = {
    classes: source.classes === null ? null : source.classes.length,
    level,
    resamples,
    seed: seedFrom(settings.seed, "bias", source.family, grouping.attribute ?? ""),
  };
  const gated = gatedMetrics(gates, source, grouping);
  const others = betweenMetrics(source, grouping).filter((metric) => isTold(metric, grouping));
  const metrics = [...gated.map(({ metric }) => metric), ...others];
  const figures = takeFigures(sample, metrics, taking).map((found, index) =>
    metrics[index]?.definition.scope === "attribute" ? withoutAbsent(found, grouping) : found,
  );
  const measures = gated.flatMap(({ metric, gate }, index): AuditMeasure[] => {
    const found = figures[index];
    if (found === undefined) return [];
    const { unit, better } = metric.definition;
    const stated = { metric: metric.id, of: metric.of, unit, better, gate };
    if (!isTold(metric, grouping)) return [{ ...stated, ...NOTHING, note: hiddenNote(grouping, settings) }];
    return [{ ...stated, ...found, note: noteOf(metric, grouping, sample.counts.candidate, gate) }];
  });
  const between = others.flatMap((metric, index): TakenMetric[] => {
    const found = figures[gated.length + index];
    return found === undefined ? [] : [{ metric, ...found }];
  });
  return { measures, between, tables: groupTables({ source, grouping, sample, taking }) };
}

/** Where a declared group is not there, what is between groups rests on none of it. */
function withoutAbsent({ candidate, baseline, difference }: MetricFigures, { absent }: Grouping): MetricFigures {
  const onNothing = (figure: Figure | null) => (figure === null ? null : { ...figure, n: 0, positives: null });
  if (absent.length === 0) return { candidate, baseline, difference };
  return { candidate: onNothing(candidate), baseline: onNothing(baseline), difference };
}

function checkSettings({ attributes, level, resamples, top, suppressBelow }: BiasSettings): void {
  if (attributes.length === 0) throw new UserError("an audit of bias needs an attribute, such as sex or age");
  if (!(level > 0 && level < 1)) throw new UserError(`the level is ${level}; above 0 and below 1 is allowed`);
  for (const [name, value] of [
    ["resamples", resamples],
    ["top", top],
    ["suppress-below", suppressBelow],
  ] as const) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new UserError(`${name} is ${value}; a whole number from 1 on is allowed`);
    }
  }
}
