import { compareCodePoints } from "@airworthy/evidence";
import { formatCounted } from "@airworthy/report";
import type { SiteAudit } from "./audit-input.ts";
import { AUDIT_FOLDER, AUDIT_PAGE, grouped } from "./audit-parts.ts";
import { ROLLOUT_COLUMNS, rolloutPages, rolloutRow } from "./audit-rollouts.ts";
import { stagePages, stagesLine } from "./audit-stages.ts";
import { type Html, html, sentence } from "./html.ts";
import type { SiteInput } from "./input.ts";
import type { Page } from "./page-frame.ts";
import { badge, digest } from "./page-parts.ts";
import { partFile, partsOf } from "./paging.ts";
import { partLinks } from "./part-links.ts";
import { table } from "./table.ts";

/** Each may be as long as a reason; the verb that verifies tells all. */
const SHOWN_FINDINGS = 20;

/**
 * The audit log: a page that lists its rollouts, for each one its moves, and the same of the stages of models. Of a log that does
 * not hold, what is wrong.
 */
export function auditPages(
  { audit, repository }: Pick<SiteInput, "audit" | "repository">,
  versions: ReadonlyMap<string, string>,
): readonly Page[] {
  if (audit === null) return [];
  const setting = { audit, repository, versions };
  const byName = grouped(audit.moves, ({ rollout }) => rollout.name);
  const rollouts = [...byName].sort(([a], [b]) => compareCodePoints(a, b));
  const rows = rollouts.map(([name, moves]) => rolloutRow(name, moves));
  return [
    ...partsOf(rows).map((part) => ({
      path: `${AUDIT_FOLDER}/${partFile(part.number)}`,
      title: part.number === 1 ? "Audit log" : `Audit log, part ${part.number}`,
      crumbs: [{ text: "Audit log", path: null }],
      content: html`<h1>Audit log</h1>
${verdictPart(audit)}
${stagesLine(setting)}
${rollouts.length === 0 ? null : table("Rollouts", ROLLOUT_COLUMNS, part.rows)}
${partLinks(part, "Rollouts")}`,
    })),
    ...rollouts.flatMap(([name, moves]) => rolloutPages(name, moves, setting)),
    ...stagePages(setting),
  ];
}

/** How the log stands, with the way to it; for the site's start page. */
export function auditLine({ verdict, headline, promotions }: SiteAudit): Html {
  const what = promotions.length === 0 ? "rollouts" : "rollouts and promotions";
  return html`<p><a href="${AUDIT_PAGE}">Audit log</a> of ${what}: ${badge(verdict, headline)}</p>`;
}

function verdictPart({ verdict, headline, findings, head }: SiteAudit): Html {
  const shown = findings.slice(0, SHOWN_FINDINGS).map((finding) => html`<li>${sentence(finding)}</li>`);
  const more = findings.length - shown.length;
  return html`<p class="lead">${badge(verdict, headline)}</p>
${shown.length === 0 ? null : html`<ul>${shown}</ul>`}
${more > 0 ? html`<p class="quiet">And ${formatCounted(more, "more finding")}.</p>` : null}
${head === null ? null : html`<p class="quiet">Its last line is ${digest({ sha256: head })}</p>`}`;
}
