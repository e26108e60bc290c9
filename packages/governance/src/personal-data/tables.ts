import type { ScanCounts } from "@airworthy/personal-data";
import type { Figure } from "../audit/figure.ts";
import type { AuditTable } from "../audit/predicate.ts";
import { kindsIn, type PersonalDataScan, shareWith } from "./measure.ts";

/** What was found, kind by kind, now and before; then the first values of the candidate's with their rows, as hashes or numbered. */
export function tabulatePersonalData(scan: PersonalDataScan): AuditTable[] {
  const where = scan.where === null ? "" : ` in ${scan.where}`;
  return [countsTable(scan, `Personal data and secrets${where}`), sightingsTable(scan, where)].filter(
    ({ rows }) => rows.length > 0,
  );
}

function countsTable(scan: PersonalDataScan, title: string): AuditTable {
  const { candidate, baseline, level } = scan;
  const rows = kindsIn(scan).map((kind) => ({
    label: kind,
    n: candidate.rows,
    cells: [candidate, baseline].flatMap((counts) => [shareWith(counts, kind, level), hitsOf(counts, kind)]),
  }));
  const columns = ["", " before"].flatMap((when) => [
    { title: `rows with it${when}`, unit: "rate" as const },
    { title: `found${when}`, unit: "count" as const },
  ]);
  return { title, columns, rows, total: rows.length };
}

function sightingsTable({ candidate: { sightings }, isSalted }: PersonalDataScan, where: string): AuditTable {
  const seen = new Map<string, number>();
  const rows = sightings.map(({ kind, hash, row }) => {
    const place = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, place);
    return { label: `${kind} ${isSalted ? hash : place}`, n: 1, cells: [count(row, 1)] };
  });
  return {
    title: `First values found${where}${isSalted ? ", as salted hashes" : ""}`,
    columns: [{ title: "row", unit: "count" }],
    rows,
    total: rows.length,
  };
}

function hitsOf(counts: ScanCounts | null, kind: string): Figure | null {
  return counts === null ? null : count(counts.hits.get(kind) ?? 0, counts.rows);
}

function count(value: number, n: number): Figure {
  return { value, low: null, high: null, n, positives: null };
}
