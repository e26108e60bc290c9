import { formatCounted, formatDifference, formatValue } from "@airworthy/report";
import { auditLine } from "./audit-pages.ts";
import type { Model } from "./catalogue.ts";
import { type Html, html } from "./html.ts";
import type { SiteInput } from "./input.ts";
import type { Page } from "./page-frame.ts";
import { badge, day } from "./page-parts.ts";
import { partFile, partsOf } from "./paging.ts";
import { partLinks } from "./part-links.ts";
import { type Series, seriesOf } from "./series.ts";
import { sparkline } from "./sparkline.ts";
import { table, tableRow } from "./table.ts";

/** As many as a row has room for. */
const SHOWN_METRICS = 3;

const COLUMNS = [
  { title: "Model" },
  { title: "Latest" },
  { title: "Verdict" },
  { title: "Metrics" },
  { title: "Versions", align: "right" },
  { title: "Last seen" },
] as const;

/** Every model, in parts; the first is the site's start page. */
export function indexPages(
  models: readonly Model[],
  { title, audit }: Pick<SiteInput, "title" | "audit">,
): readonly Page[] {
  const versions = models.reduce((sum, model) => sum + model.versions.length, 0);
  const summary = `${formatCounted(models.length, "model")}, ${formatCounted(versions, "version")}`;
  return partsOf(models.map(modelRow)).map((part) => ({
    path: partFile(part.number),
    title: part.number === 1 ? title : `Models, part ${part.number}`,
    crumbs: part.number === 1 ? [] : [{ text: `Models, part ${part.number}`, path: null }],
    content: html`<h1>${title}</h1>
<p class="quiet">${summary}. Each with its package, its evidence, what it was compared with and how it did.</p>
${part.number === 1 && audit !== null ? auditLine(audit) : null}
${models.length === 0 ? html`<p>There is no model yet.</p>` : table("Models", COLUMNS, part.rows)}
${partLinks(part, "Models")}`,
  }));
}

function modelRow(model: Model): Html {
  return tableRow(COLUMNS, [
    html`<a href="${model.folder}/index.html">${model.name}</a>`,
    html`<a href="${model.latest.folder}/index.html">${model.latest.label}</a>`,
    badge(model.latest.standing.verdict),
    html`<div class="metrics">${seriesOf(model).slice(0, SHOWN_METRICS).map(metricLine)}</div>`,
    model.versions.length,
    day(model.latest.lastOn),
  ]);
}

/** "accuracy 71.9 % ▼ 1.2 pp worse" with the way there drawn. */
function metricLine({ name, unit, better, points }: Series): Html | null {
  const [before, last] = [points.at(-2), points.at(-1)];
  if (last === undefined) return null;
  const change = before === undefined ? null : formatDifference(last.value - before.value, better, unit);
  // An empty place keeps the columns where they are.
  const drawn = sparkline(points.map(({ value }) => value)) ?? html`<i></i>`;
  return html`<div class="metric"><span>${name}</span> <strong>${formatValue(last.value, unit)}</strong> ${drawn} <small>${change}</small></div>`;
}
