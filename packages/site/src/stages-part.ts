import { compareCodePoints, type VersionRef } from "@airworthy/evidence";
import { capText, formatCounted } from "@airworthy/report";
import { type Html, html, sentence } from "./html.ts";
import { minute, versionLabel } from "./page-parts.ts";
import type { SiteStageChange } from "./stage-input.ts";
import { refKey } from "./surroundings.ts";
import { type TableColumn, table, tableRow } from "./table.ts";

const DIGITS = 12;
/** As many as a reader looks back on, and as a page has room for; the audit log and the tags have them all. */
const SHOWN_ROWS = 100;
/** Of what others wrote, each of which could fill the page. */
const SHOWN_CHARACTERS = 200;

const STAGE_COLUMNS: readonly TableColumn[] = [
  { title: "Stage" },
  { title: "Version" },
  { title: "Since" },
  { title: "By" },
];

const CHANGE_COLUMNS: readonly TableColumn[] = [
  { title: "When" },
  { title: "Stage" },
  { title: "Before → after" },
  { title: "By" },
  { title: "Why" },
];

/** Where the pages of versions are, by refKey, and the way from this page to the site's folder. */
interface Links {
  readonly root: string;
  readonly folders: ReadonlyMap<string, string>;
}

/** What a model's stages have, and how that came to be, the newest first; null where nothing is known of any. */
export function stagesPart(changes: readonly SiteStageChange[], links: Links): Html | null {
  const newest = onlyOnce(changes).toSorted(newestFirst);
  const [last] = newest;
  if (last === undefined) return null;
  const shown = newest.slice(0, SHOWN_ROWS);
  const more = newest.length - shown.length;
  return html`<h2>Stages</h2>
${table(
  "Stages",
  STAGE_COLUMNS,
  present(newest, last.stages).map((change) => stageRow(change, links)),
)}
<h2>${formatCounted(newest.length, "change")} of stages</h2>
${table(
  "Changes of stages",
  CHANGE_COLUMNS,
  shown.map((change) => changeRow(change, links)),
)}
${more > 0 ? html`<p class="quiet">And ${formatCounted(more, "earlier change")}.</p>` : null}`;
}

/** The last change of each stage, in the policy's order; what the policy has no longer comes last. */
function present(newest: readonly SiteStageChange[], order: readonly string[]): readonly SiteStageChange[] {
  const last = new Map(newest.toReversed().map((change) => [change.stage, change]));
  const placeOf = ({ stage }: SiteStageChange) => (order.includes(stage) ? order.indexOf(stage) : order.length);
  const all = [...last.values()].sort((a, b) => placeOf(a) - placeOf(b) || compareCodePoints(a.stage, b.stage));
  return all.slice(0, SHOWN_ROWS);
}

function stageRow({ stage, version, on, by }: SiteStageChange, links: Links): Html {
  return tableRow(STAGE_COLUMNS, [stage, versionLink(version, links), minute(on), shown(by)]);
}

function changeRow({ on, stage, move, before, version, by, why }: SiteStageChange, links: Links): Html {
  return tableRow(CHANGE_COLUMNS, [
    minute(on),
    html`${stage}${move === "rollback" ? html` <small>rolled back</small>` : null}`,
    html`${before === null ? html`<span class="quiet">nothing known</span>` : versionLink(before, links)} → ${versionLink(version, links)}`,
    shown(by),
    why === "" ? null : sentence(shown(why)),
  ]);
}

function versionLink(ref: VersionRef, { root, folders }: Links): Html {
  const label = shown(versionLabel(ref, DIGITS));
  const folder = folders.get(refKey(ref));
  return folder === undefined ? html`${label}` : html`<a href="${root}${folder}/index.html">${label}</a>`;
}

/** Its evidence may be there more than once: from the run, and from the history. */
function onlyOnce(changes: readonly SiteStageChange[]): readonly SiteStageChange[] {
  return [...new Map(changes.map((change) => [`${change.on} ${keyOf(change)}`, change])).values()];
}

function newestFirst(a: SiteStageChange, b: SiteStageChange): number {
  return Date.parse(b.on) - Date.parse(a.on) || compareCodePoints(keyOf(b), keyOf(a));
}

/** Of what happened in the same moment always the same comes first. */
function keyOf({ stage, move, version, by, why }: SiteStageChange): string {
  return JSON.stringify([stage, move, version.sha256, by, why]);
}

function shown(text: string): string {
  return capText(text, SHOWN_CHARACTERS);
}
