import { compareCodePoints } from "@airworthy/evidence";
import { formatCounted } from "@airworthy/report";
import type { SitePromotion } from "./audit-input.ts";
import {
  AUDIT_FOLDER,
  AUDIT_PAGE,
  grouped,
  moveCell,
  packageLines,
  packageText,
  type Setting,
  sourceCell,
} from "./audit-parts.ts";
import { type Html, html, sentence } from "./html.ts";
import { type Page, rootFrom } from "./page-frame.ts";
import { badge, minute } from "./page-parts.ts";
import { partFile, partsOf } from "./paging.ts";
import { partLinks } from "./part-links.ts";
import { slugOf } from "./slug.ts";
import { type TableColumn, table, tableRow } from "./table.ts";

const FOLDER = `${AUDIT_FOLDER}/stages`;
const STAGES_PAGE = `${FOLDER}/${partFile(1)}`;
const COMMIT_DIGITS = 10;
/** A longer tag may break where its line ends. */
const WHOLE_CHARACTERS = 48;

const STAGE_COLUMNS: readonly TableColumn[] = [
  { title: "Model" },
  { title: "Stage" },
  { title: "Has" },
  { title: "Last change" },
  { title: "By" },
  { title: "When" },
  { title: "Changes", align: "right" },
];

const CHANGE_COLUMNS: readonly TableColumn[] = [
  { title: "When" },
  { title: "Stage" },
  { title: "By" },
  { title: "Why" },
  { title: "Packages" },
  { title: "Tags" },
  { title: "From" },
];

/** The way to the stages, from the log's own page; null where no stage was changed. */
export function stagesLine({ audit: { promotions } }: Setting): Html | null {
  if (promotions.length === 0) return null;
  const changes = formatCounted(promotions.length, "change");
  return html`<p><a href="${rootFrom(AUDIT_PAGE)}${STAGES_PAGE}">Stages of models</a>: ${changes}.</p>`;
}

/** A page that lists each model's stages and what they have, and one for each model with its changes, the newest first. */
export function stagePages(setting: Setting): readonly Page[] {
  const { promotions } = setting.audit;
  if (promotions.length === 0) return [];
  const models = [...grouped(promotions, ({ model }) => model)].sort(([a], [b]) => compareCodePoints(a, b));
  return [
    ...listPages(
      models.flatMap(([, changes]) => stageRows(changes, setting)),
      setting,
    ),
    ...models.flatMap(([model, changes]) => modelPages(model, changes, setting)),
  ];
}

function listPages(rows: readonly Html[], { audit: { verdict, headline } }: Setting): readonly Page[] {
  return partsOf(rows).map((part) => ({
    path: `${FOLDER}/${partFile(part.number)}`,
    title: part.number === 1 ? "Stages of models" : `Stages of models, part ${part.number}`,
    crumbs: [
      { text: "Audit log", path: AUDIT_PAGE },
      { text: "Stages", path: null },
    ],
    content: html`<h1>Stages of models</h1>
<p class="lead">${badge(verdict, headline)}</p>
${table("Stages", STAGE_COLUMNS, part.rows)}
${partLinks(part, "Stages")}`,
  }));
}

function stageRows(changes: readonly SitePromotion[], setting: Setting): readonly Html[] {
  const root = rootFrom(STAGES_PAGE);
  const stages = [...grouped(changes, ({ stage }) => stage)].sort(([a], [b]) => compareCodePoints(a, b));
  return stages.flatMap(([stage, own]) => {
    const last = own.at(-1);
    if (last === undefined) return [];
    return tableRow(STAGE_COLUMNS, [
      html`<a href="${root}${folderOf(last.model)}/index.html">${last.model}</a>`,
      stage,
      last.candidate === null ? null : packageText(last.candidate, setting, root),
      last.move,
      last.actor,
      minute(last.on),
      own.length,
    ]);
  });
}

function modelPages(model: string, changes: readonly SitePromotion[], setting: Setting): readonly Page[] {
  const folder = folderOf(model);
  const root = rootFrom(`${folder}/${partFile(1)}`);
  const { verdict, headline } = setting.audit;
  return partsOf(changes.toReversed().map((change) => changeRow(change, setting, root))).map((part) => ({
    path: `${folder}/${partFile(part.number)}`,
    title: part.number === 1 ? `Stages of ${model}` : `Stages of ${model}, part ${part.number}`,
    crumbs: [
      { text: "Audit log", path: AUDIT_PAGE },
      { text: "Stages", path: STAGES_PAGE },
      { text: model, path: null },
    ],
    content: html`<h1>Stages of ${model}</h1>
<p class="lead">${badge(verdict, headline)}</p>
<p class="quiet">${formatCounted(changes.length, "change")}, newest first.</p>
${table("Changes", CHANGE_COLUMNS, part.rows)}
${partLinks(part, "Changes")}`,
  }));
}

function changeRow(change: SitePromotion, setting: Setting, root: string): Html {
  const packages = [
    ["has", change.candidate],
    ["had", change.stable],
    ["denied", change.denied],
  ] as const;
  const tags = change.tags.map((tag) => html`<div>${tagText(tag)}</div>`);
  return tableRow(CHANGE_COLUMNS, [
    minute(change.on),
    html`<span class="whole">${change.stage}</span><div>${moveCell(change, "")}</div>`,
    change.actor,
    change.why === null ? null : sentence(change.why),
    packageLines(packages, setting, root),
    [...tags, html`<small>commit ${change.commit.slice(0, COMMIT_DIGITS)}</small>`],
    sourceCell(change, setting),
  ]);
}

function tagText(tag: string): Html {
  return tag.length > WHOLE_CHARACTERS ? html`<code>${tag}</code>` : html`<code class="whole">${tag}</code>`;
}

function folderOf(model: string): string {
  // Below a folder of their own, as rollouts: a model may be called "index.html".
  return `${AUDIT_FOLDER}/models/${slugOf(model)}`;
}
