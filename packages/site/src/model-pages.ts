import { type Chart, capText, formatCounted, formatValue } from "@airworthy/report";
import { pageBlock } from "@airworthy/report/page";
import type { Model, Version } from "./catalogue.ts";
import { Html, html } from "./html.ts";
import { type Page, rootFrom } from "./page-frame.ts";
import { badge, day, digest, standingLine } from "./page-parts.ts";
import { partFile, partsOf } from "./paging.ts";
import { partLinks } from "./part-links.ts";
import { type Series, seriesOf } from "./series.ts";
import { stagesPart } from "./stages-part.ts";
import type { Surroundings } from "./surroundings.ts";
import { type TableColumn, table, tableRow } from "./table.ts";
import { lineLink } from "./version-facts.ts";

const SHOWN_METRICS = 3;
const SHOWN_LINES = 3;
const TABLE_DIGITS = 12;
/** Of names in a chart, which says each of them several times. */
const CHART_CHARACTERS = 60;

/** The ways out of a page: to the site's folder, and to the repository. */
interface Links {
  readonly root: string;
  readonly repository: string | null;
}

/** A model's versions, in parts, the trends of its metrics and what its stages have on the first. */
export function modelPages(model: Model, { site, folders }: Surroundings): readonly Page[] {
  const { repository } = site;
  const series = seriesOf(model);
  const columns = columnsOf(series);
  const links = { root: rootFrom(`${model.folder}/${partFile(1)}`), repository };
  const stages = site.stages.filter((change) => change.model === model.name);
  const rows = model.versions.map((version) => versionRow(version, { columns, series, links }));
  return partsOf(rows).map((part) => {
    const path = `${model.folder}/${partFile(part.number)}`;
    return {
      path,
      title: part.number === 1 ? model.name : `${model.name}, part ${part.number}`,
      crumbs: [{ text: model.name, path: null }],
      content: html`<h1>${model.name}</h1>
${part.number === 1 ? latestCard(model, links.root) : null}
${part.number === 1 ? trends(series) : null}
${part.number === 1 ? stagesPart(stages, { root: links.root, folders }) : null}
<h2>${formatCounted(model.versions.length, "version")}</h2>
${table("Versions", columns, part.rows)}
${partLinks(part, "Versions")}`,
    };
  });
}

function latestCard({ latest }: Model, root: string): Html {
  const { standing, label, folder, lastOn } = latest;
  return html`<p class="lead">Latest: <a href="${root}${folder}/index.html">${label}</a>, ${day(lastOn)}. ${badge(standing.verdict, standing.title)}</p>`;
}

function trends(series: readonly Series[]): Html | null {
  const drawn = series.filter(({ points }) => points.length > 1);
  if (drawn.length === 0) return null;
  const charts = drawn.map((one) => new Html(pageBlock(trendOf(one))));
  return html`<h2>Metrics from version to version</h2>
<div class="trends">${charts}</div>`;
}

function trendOf({ name, unit, points }: Series): Chart {
  const values = points.map(({ version, value }) => ({ label: capText(version.label, CHART_CHARACTERS), value }));
  const [first, last] = [values[0], values.at(-1)];
  const words = (point: typeof first) => (point ? `${formatValue(point.value, unit)} in ${point.label}` : "nothing");
  const description = `From ${words(first)} to ${words(last)}, over ${formatCounted(values.length, "version")}.`;
  return {
    kind: "chart",
    title: capText(name, CHART_CHARACTERS),
    description,
    drawing: { shape: "trend", unit, points: values },
  };
}

function columnsOf(series: readonly Series[]): readonly TableColumn[] {
  return [
    { title: "Version" },
    { title: "Verdict" },
    ...series.slice(0, SHOWN_METRICS).map(({ name }) => ({ title: name, align: "right" as const })),
    { title: "For" },
    { title: "Digest" },
    { title: "Last seen" },
  ];
}

/** What the rows of a model's table share. */
interface Rows {
  readonly columns: readonly TableColumn[];
  readonly series: readonly Series[];
  readonly links: Links;
}

function versionRow(version: Version, { columns, series, links: { root, repository } }: Rows): Html {
  return tableRow(columns, [
    html`<a href="${root}${version.folder}/index.html">${version.label}</a>`,
    standingLine(version.standing),
    ...series.slice(0, SHOWN_METRICS).map((one) => metricText(version, one)),
    linesOf(version, repository),
    digest(version.ref, TABLE_DIGITS),
    day(version.lastOn),
  ]);
}

/** The branches and pull requests that a version was examined for. */
function linesOf({ runs }: Version, repository: string | null): readonly Html[] {
  const lines = [...new Set(runs.flatMap(({ line }) => line ?? []))].slice(0, SHOWN_LINES);
  return lines.map((line, index) => html`${index === 0 ? "" : ", "}${lineLink(line, repository)}`);
}

function metricText(version: Version, { name, unit }: Series): string {
  const metric = version.metrics.find((one) => one.name === name && one.unit === unit);
  return metric === undefined ? "" : formatValue(metric.value, unit);
}
