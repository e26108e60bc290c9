import { formatCounted, formatPercent } from "@airworthy/report";
import type { SiteMove, SiteSide } from "./audit-input.ts";
import { AUDIT_FOLDER, AUDIT_PAGE, moveCell, packageLines, type Setting, sourceCell } from "./audit-parts.ts";
import { type Html, html, sentence } from "./html.ts";
import { type Page, rootFrom } from "./page-frame.ts";
import { badge, minute } from "./page-parts.ts";
import { partFile, partsOf } from "./paging.ts";
import { partLinks } from "./part-links.ts";
import { slugOf } from "./slug.ts";
import { type TableColumn, table, tableRow } from "./table.ts";

export const ROLLOUT_COLUMNS: readonly TableColumn[] = [
  { title: "Rollout" },
  { title: "Stands" },
  { title: "Last move" },
  { title: "By" },
  { title: "When" },
  { title: "Moves", align: "right" },
];

const MOVE_COLUMNS: readonly TableColumn[] = [
  { title: "When" },
  { title: "Move" },
  { title: "By" },
  { title: "Why" },
  { title: "Before → after" },
  { title: "Packages" },
  { title: "From" },
];

/** How a rollout stands, and the way to its moves; for the log's own page. */
export function rolloutRow(name: string, moves: readonly SiteMove[]): Html {
  const last = moves.at(-1);
  return tableRow(ROLLOUT_COLUMNS, [
    html`<a href="${rootFrom(AUDIT_PAGE)}${folderOf(name)}/index.html">${name}</a>`,
    last === undefined ? null : sideText(last.after),
    last?.move ?? null,
    last?.actor ?? null,
    minute(last?.on ?? null),
    moves.length,
  ]);
}

/** The moves of a rollout, the newest first. */
export function rolloutPages(name: string, moves: readonly SiteMove[], setting: Setting): readonly Page[] {
  const folder = folderOf(name);
  const root = rootFrom(`${folder}/${partFile(1)}`);
  const { verdict, headline } = setting.audit;
  return partsOf(moves.toReversed().map((move) => moveRow(move, setting, root))).map((part) => ({
    path: `${folder}/${partFile(part.number)}`,
    title: part.number === 1 ? `Audit log of ${name}` : `Audit log of ${name}, part ${part.number}`,
    crumbs: [
      { text: "Audit log", path: AUDIT_PAGE },
      { text: name, path: null },
    ],
    content: html`<h1>Audit log of ${name}</h1>
<p class="lead">${badge(verdict, headline)}</p>
<p class="quiet">${formatCounted(moves.length, "move")}, newest first.</p>
${table("Moves", MOVE_COLUMNS, part.rows)}
${partLinks(part, "Moves")}`,
  }));
}

function folderOf(name: string): string {
  // Below a folder of their own: a rollout may be called "index.html".
  return `${AUDIT_FOLDER}/rollouts/${slugOf(name)}`;
}

function moveRow(move: SiteMove, setting: Setting, root: string): Html {
  const packages = [
    ["candidate", move.candidate],
    ["stable", move.stable],
    ["denied", move.denied],
    ["allowed again", move.allowed],
  ] as const;
  return tableRow(MOVE_COLUMNS, [
    minute(move.on),
    moveCell(move, `${move.rollout.number}, `),
    move.actor,
    move.why === null ? null : sentence(move.why),
    html`${sideText(move.before)} → ${sideText(move.after)}`,
    packageLines(packages, setting, root),
    sourceCell(move, setting),
  ]);
}

/** "running, step 2: 5 % of staff". */
function sideText({ phase, step, share, segment }: SiteSide): Html {
  if (step === null) return html`${phase}`;
  return html`${phase}, step ${step}: ${formatPercent(share)}${segment === null ? "" : ` of ${segment}`}`;
}
