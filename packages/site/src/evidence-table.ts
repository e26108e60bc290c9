import { formatCount, formatCounted } from "@airworthy/report";
import type { Version } from "./catalogue.ts";
import { type Html, html } from "./html.ts";
import { badge, digest, minute } from "./page-parts.ts";
import { fittingRows } from "./paging.ts";
import { type TableColumn, table, tableRow } from "./table.ts";

/** Beyond these a page would grow past its limit. */
const MOST_ROWS = 100;
const MOST_BYTES = 80_000;

const COLUMNS: readonly TableColumn[] = [
  { title: "File" },
  { title: "Kind" },
  { title: "Verdict" },
  { title: "Made" },
  { title: "Digest" },
];

/** Where the site keeps an evidence file; by its digest, so that one that speaks of several versions is kept once. */
export function evidencePath(sha256: string): string {
  return `evidence/${sha256}.json`;
}

/** Every evidence file of a version: what is kept, to download, then what runs are known to have written. Null of none. */
export function evidenceTable({ evidence, current, runs }: Version, root: string): Html | null {
  const standing = new Set(current.map(({ sha256 }) => sha256));
  const kept = evidence.map(({ name, sha256, section, madeOn }) =>
    tableRow(COLUMNS, [
      html`<a href="${root}${evidencePath(sha256)}" download="${downloadName(name)}">${name.trim() || "unnamed"}</a>`,
      section.title,
      html`${badge(section.verdict, section.verdict)}${standing.has(sha256) ? null : html` <small>superseded</small>`}`,
      minute(madeOn),
      digest({ sha256 }),
    ]),
  );
  const here = new Set(evidence.map(({ sha256 }) => sha256));
  const gone = new Map(
    runs
      .flatMap((run) => run.evidence.map((one) => ({ ...one, recordedOn: run.recordedOn })))
      .filter(({ sha256 }) => !here.has(sha256))
      .map((one) => [one.sha256, one]),
  );
  const lost = [...gone.values()].map(({ type, sha256, verdict, recordedOn }) =>
    tableRow(COLUMNS, [
      html`<span class="quiet">not kept</span>`,
      html`<small>${type.replace(/^https?:\/\//, "")}</small>`,
      verdict === null ? null : badge(verdict, verdict),
      minute(recordedOn),
      digest({ sha256 }),
    ]),
  );
  const rows = [...kept, ...lost];
  if (rows.length === 0) return null;
  const shown = fittingRows(rows, MOST_ROWS, MOST_BYTES);
  const note =
    shown.length < rows.length
      ? `The first ${shown.length} of ${formatCount(rows.length)} files.`
      : kept.length === 0
        ? "Runs wrote these files; none of them was given to this site."
        : `${formatCounted(kept.length, "file")} to download: in-toto statements, of the digests that stand beside them.`;
  return html`<p class="quiet">${note}</p>
${table("Evidence", COLUMNS, shown)}`;
}

/** What a browser saves it as: as it was called, unless a system would take that for something else than JSON. */
function downloadName(name: string): string {
  return /^[\w-][\w.-]{0,120}\.json$/.test(name) ? name : "evidence.json";
}
