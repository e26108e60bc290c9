import type { AuditTable } from "../../audit/predicate.ts";
import { exactFigure } from "../measured.ts";
import { type EquivalenceClasses, sizeOf } from "./equivalence-classes.ts";

interface Classified {
  readonly rows: number;
  readonly classes: EquivalenceClasses;
}

const SIZES = [
  { label: "1 row", least: 1, most: 1 },
  { label: "2 to 4 rows", least: 2, most: 4 },
  { label: "5 to 9 rows", least: 5, most: 9 },
  { label: "10 to 49 rows", least: 10, most: 49 },
  { label: "50 rows or more", least: 50, most: Number.POSITIVE_INFINITY },
] as const;

/** How many rows are in classes of what size: those of one row are alone. */
export function classSizes(ours: Classified, theirs: Classified | null): AuditTable {
  const versions = theirs === null ? [ours] : [ours, theirs];
  const counts = versions.map((release) => ({ release, bySize: rowsBySize(release) }));
  return {
    title: "Share of rows by how many agree in all quasi-identifiers",
    columns: ["candidate", "baseline"].slice(0, versions.length).map((title) => ({ title, unit: "rate" })),
    rows: SIZES.map(({ label }, size) => ({
      label,
      n: counts[0]?.bySize[size] ?? 0,
      cells: counts.map(({ release: { rows }, bySize }) =>
        rows === 0 ? null : exactFigure((bySize[size] ?? 0) / rows, rows),
      ),
    })),
    total: SIZES.length,
  };
}

function rowsBySize({ classes }: Classified): number[] {
  const counts = SIZES.map(() => 0);
  for (let name = 0; name + 1 < classes.starts.length; name++) {
    const rows = sizeOf(classes, name);
    const size = SIZES.findIndex(({ least, most }) => rows >= least && rows <= most);
    counts[size] = (counts[size] ?? 0) + rows;
  }
  return counts;
}
