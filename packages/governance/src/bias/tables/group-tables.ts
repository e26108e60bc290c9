import type { Figure } from "../../audit/figure.ts";
import type { AuditTable } from "../../audit/predicate.ts";
import type { FamilySource } from "../families.ts";
import type { Grouping } from "../groups.ts";
import { shareFigure, type Taking, takeFigures } from "../intervals/take-figures.ts";
import type { BiasDefinition } from "../metrics/definition.ts";
import type { BiasMetric } from "../metrics/metric.ts";
import type { Sample, SidesSums, Sums } from "../samples/sums.ts";
import { cellMetric, columnsOf, type GroupRow, groupRowsOf, isTold, MOST_GROUP_ROWS } from "./table-metrics.ts";

/** Saleiro et al., Aequitas: A Bias and Fairness Audit Toolkit (2018): fair from tau to 1 / tau. */
const TAU = 0.8;

export interface Tabled {
  readonly source: FamilySource;
  readonly grouping: Grouping;
  readonly sample: Sample;
  readonly taking: Taking;
}

/** Each group's values, on either side, and its disparities to the reference group; of a hidden group its name alone. */
export function groupTables(tabled: Tabled): AuditTable[] {
  const { grouping, source, sample } = tabled;
  if (grouping.attribute === null) return [];
  const rows = groupRowsOf(source, grouping);
  const shown = rows.slice(0, MOST_GROUP_ROWS);
  const values = columnsOf(source, false);
  const disparities = columnsOf(source, true);
  const cells = cellsOf(tabled, shown, [...values, ...disparities]);
  const side = (which: keyof SidesSums, sums: Sums): AuditTable[] => {
    const figures = cells.map((ofRow) => ofRow.map((cell) => cell[which]));
    const counts = shown.map(({ group }) =>
      grouping.hidden.has(group) ? null : (sums.values[group * sums.width] ?? 0),
    );
    const table = (
      title: string,
      columns: readonly BiasDefinition[],
      from: number,
      isDisparity: boolean,
    ): AuditTable => ({
      title,
      columns: columns.map(({ name, unit }) => ({ title: name.replace(/-disparity$/, ""), unit })),
      rows: shown.map(({ label }, row) => {
        const own = figures[row]?.slice(from, from + columns.length) ?? [];
        const n = counts[row] ?? null;
        const isCompared = isDisparity && n !== null && !grouping.hidden.has(grouping.reference);
        return { label: isCompared ? `${label}${parityOf(columns, own)}` : label, n, cells: own };
      }),
      total: rows.length,
    });
    const reference = grouping.groups[grouping.reference]?.name;
    return [
      table(`${grouping.attribute}: ${TITLES[source.family]} by group, ${which}`, values, 0, false),
      ...(disparities.length === 0
        ? []
        : [table(`${grouping.attribute}: quotients to ${reference}, ${which}`, disparities, values.length, true)]),
    ];
  };
  const { candidate, baseline } = sample.counts;
  return [...side("candidate", candidate), ...(baseline === null ? [] : side("baseline", baseline))];
}

const TITLES = { classes: "rates", scores: "calibration", numbers: "errors", rankings: "exposure" } as const;

type SidesFigures = Readonly<Record<keyof SidesSums, Figure | null>>;

/** By row and column. */
function cellsOf(
  { source, grouping, sample, taking }: Tabled,
  rows: readonly GroupRow[],
  columns: readonly BiasDefinition[],
) {
  const metrics = rows.map((row) => columns.map((definition) => cellMetric(definition, row, source, grouping)));
  const isCounted = (metric: BiasMetric) => sample.isSimple && metric.isShare;
  const drawn = metrics.flat().filter((metric) => !isCounted(metric));
  const figures = new Map(takeFigures(sample, drawn, taking).map((found, index) => [drawn[index], found]));
  const { candidate, baseline } = sample.counts;
  const cell = (metric: BiasMetric): SidesFigures => {
    if (!isTold(metric, grouping)) return { candidate: null, baseline: null };
    return (
      figures.get(metric) ?? {
        candidate: shareFigure(metric, candidate, taking.level),
        baseline: baseline === null ? null : shareFigure(metric, baseline, taking.level),
      }
    );
  };
  return metrics.map((ofRow) => ofRow.map(cell));
}

/** In which quotients the group is not on a par with the reference. */
function parityOf(columns: readonly BiasDefinition[], cells: readonly (Figure | null)[]): string {
  const outside = columns.flatMap(({ values }, index) => {
    const value = cells[index]?.value ?? Number.NaN;
    return value >= TAU && value <= 1 / TAU ? [] : (values[0]?.name ?? []);
  });
  return outside.length === 0
    ? `, within ${TAU} to ${1 / TAU}`
    : `, not within ${TAU} to ${1 / TAU}: ${outside.join(", ")}`;
}
