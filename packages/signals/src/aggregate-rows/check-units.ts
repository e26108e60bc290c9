import { UserError } from "@airworthy/evidence";
import type { ArmName } from "../query.ts";
import type { AskedCell } from "./asked-cells.ts";

/**
 * Holds each metric's units against those of its version. A metric without any row is left as it is: of none of the units
 * anything is known, which is not the same as that they did nothing. Throws a UserError for more units than the version has, be it
 * in all groups of a column, and for fewer where every unit counts: who leaves out those without an outcome compares others than
 * those who were drawn.
 */
export function checkUnits(cells: readonly AskedCell[], units: Readonly<Record<ArmName, number>>, where: string): void {
  for (const { metric, group, arm, sums, rows } of cells) {
    const shown = group === null ? metric.name : `${metric.name} in ${JSON.stringify(group.value)}`;
    const told = `${where}: ${shown} is of ${sums.units} units of the ${arm}, but ${units[arm]} were exposed`;
    if (sums.units > units[arm]) {
      throw new UserError(told, { remedy: 'Tell the units of each version in a row with the metric "exposures".' });
    }
    if (group === null && rows > 0 && metric.measure !== "quantile" && sums.units < units[arm]) {
      throw new UserError(told, { remedy: "Count every exposed unit, with a 0 where it has no outcome." });
    }
  }
  checkColumns(cells, units, where);
}

function checkColumns(cells: readonly AskedCell[], units: Readonly<Record<ArmName, number>>, where: string): void {
  const totals = new Map<string, number>();
  for (const { metric, group, arm, sums } of cells) {
    if (group === null) continue;
    const key = JSON.stringify([metric.name, arm, group.column]);
    const total = (totals.get(key) ?? 0) + sums.units;
    totals.set(key, total);
    if (total <= units[arm]) continue;
    const groups = `${metric.name} in the groups of ${JSON.stringify(group.column)}`;
    throw new UserError(`${where}: ${groups} is of ${total} units of the ${arm}, but ${units[arm]} were exposed`, {
      remedy: "Count each unit in one group of a column: that of its first exposure.",
    });
  }
}
