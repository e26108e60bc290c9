import { formatCount } from "@airworthy/report";
import type { Version } from "./catalogue.ts";
import { type Html, html } from "./html.ts";
import type { SiteRun } from "./input.ts";
import { link, minute, standingLine, versionLabel } from "./page-parts.ts";
import { fittingRows } from "./paging.ts";
import { type TableColumn, table, tableRow } from "./table.ts";
import { commitLink, lineLink } from "./version-facts.ts";

/** Beyond these a page would grow past its limit. */
const MOST_ROWS = 100;
const MOST_BYTES = 80_000;
const DIGEST_DIGITS = 7;

const COLUMNS: readonly TableColumn[] = [
  { title: "When" },
  { title: "Verdict" },
  { title: "For" },
  { title: "Commit" },
  { title: "Compared with" },
  { title: "Run" },
];

/** What happened to a version, newest first; null where no run is known. */
export function runsTable({ runs, ref }: Version, repository: string | null): Html | null {
  if (runs.length === 0) return null;
  const made = runs
    .slice(0, MOST_ROWS)
    .map((run) =>
      tableRow(COLUMNS, [
        minute(run.recordedOn),
        standingLine(run),
        run.line === null ? null : lineLink(run.line, repository),
        run.commit === null ? null : commitLink(run.commit, repository),
        run.baseline === null ? null : nameOf(run.baseline, ref.name),
        run.run === null ? null : runLink(run.run, repository),
      ]),
    );
  const rows = fittingRows(made, MOST_ROWS, MOST_BYTES);
  const more = runs.length - rows.length;
  const note = more > 0 ? html`\n<p class="quiet">And ${formatCount(more)} runs before these.</p>` : null;
  return html`${table("History", COLUMNS, rows)}${note}`;
}

function nameOf(baseline: NonNullable<SiteRun["baseline"]>, model: string): string {
  const label = versionLabel(baseline, DIGEST_DIGITS);
  return baseline.name === model ? label : `${baseline.name} ${label}`;
}

function runLink({ id, attempt }: NonNullable<SiteRun["run"]>, repository: string | null): Html {
  const text = attempt > 1 ? `${id}, attempt ${attempt}` : String(id);
  return link(repository === null ? null : `${repository}/actions/runs/${id}/attempts/${attempt}`, text);
}
