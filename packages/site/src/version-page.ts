import { type Block, composeReport, type Report } from "@airworthy/report";
import { pagePlace } from "@airworthy/report/page";
import { cardBlocks } from "./card-blocks.ts";
import type { Model, Version } from "./catalogue.ts";
import { type EvidenceGroup, groupEvidence } from "./evidence-groups.ts";
import { evidenceTable } from "./evidence-table.ts";
import { type BlockPlace, fittingBlocks } from "./fitting-blocks.ts";
import { type Html, html, sentence } from "./html.ts";
import type { SiteInput } from "./input.ts";
import { type Page, rootFrom } from "./page-frame.ts";
import { badge, toneOf } from "./page-parts.ts";
import { runsTable } from "./runs-table.ts";
import type { Standing } from "./standing.ts";
import type { Surroundings } from "./surroundings.ts";
import { versionFacts } from "./version-facts.ts";

/** Of the headings that the page's parts stand under. */
const TITLE_LEVEL = 2;

/** What a page holds beside its frame, so that it is below 500 kB; the report takes what its other parts leave. */
const CONTENT_BYTES = 400_000;
const CARD_BYTES = 80_000;

/** A longer card is cut; the file beside the page has it whole. */
const CARD_CHARACTERS = 30_000;

/** What all parts of a report share. */
interface Setting {
  readonly site: SiteInput;
  readonly place: BlockPlace;
}

/** Where the site keeps the model card of a package. */
export function cardPath(sha256: string): string {
  return `cards/${sha256}.md`;
}

interface Part {
  readonly id: string;
  readonly title: string;
  readonly content: Html;
}

/** All that is known of one version. */
export function versionPage(model: Model, version: Version, surroundings: Surroundings): Page {
  const { site } = surroundings;
  const path = `${version.folder}/index.html`;
  const root = rootFrom(path);
  const { verdict, title, headline } = version.standing;
  const facts = versionFacts(version, surroundings, root);
  const others = [
    ...cardPart(version, root, site),
    ...tablePart("evidence", "Evidence", evidenceTable(version, root)),
    ...tablePart("history", "History", runsTable(version, site.repository)),
  ];
  const place = { ...pagePlace(TITLE_LEVEL), room: CONTENT_BYTES };
  for (const { markup } of [facts, ...others.map(({ content }) => content)]) place.room -= Buffer.byteLength(markup);
  const groups = groupEvidence(version.current).map((group) => groupPart(group, version.standing, { site, place }));
  const parts = [...groups, ...others];
  return {
    path,
    title: `${model.name} ${version.label}`,
    crumbs: [
      { text: model.name, path: `${model.folder}/index.html` },
      { text: version.label, path: null },
    ],
    content: html`<div class="verdict ${toneOf(verdict)}"><h1>${model.name} ${version.label}</h1>
<p class="counts">${badge(verdict, title)}</p>${headline === null ? null : html`<p>${sentence(headline)}</p>`}</div>
${facts}
<nav class="contents" aria-label="On this page"><ul>${parts.map((part) => html`<li><a href="#${part.id}">${part.title}</a></li>`)}</ul></nav>
${parts.map(
  (part) => html`<section aria-labelledby="${part.id}"><h2 id="${part.id}">${part.title}</h2>
${part.content}
</section>
`,
)}`,
  };
}

function groupPart({ id, title, evidence }: EvidenceGroup, standing: Standing, { site, place }: Setting): Part {
  const { tool, repository } = site;
  const sections = evidence.map(({ section }) => section);
  const report = composeReport(sections, { tool, commit: null, repository, evidenceFiles: evidence.length });
  place.heading = TITLE_LEVEL;
  const blocks = fittingBlocks(bodyOf(report), place);
  const words = id === "tests" ? report.title : report.headline;
  // The page has said it already where this is all that there is to the verdict.
  const line = words === standing.title ? null : html`<p class="lead">${badge(report.verdict, words)}</p>\n`;
  return { id, title, content: html`${line}${blocks}` };
}

/** The report without its first alert, which the page says in its own way, and without its small print. */
function bodyOf({ blocks }: Report): readonly Block[] {
  const [first, ...others] = blocks;
  const body = first?.kind === "alert" ? others : blocks;
  const last = body.at(-1);
  const isSmallPrint = last?.kind === "paragraph" && typeof last.text === "object" && "kind" in last.text;
  return isSmallPrint ? body.slice(0, -1) : body;
}

function cardPart({ ref: { sha256 } }: Version, root: string, site: SiteInput): readonly Part[] {
  const card = site.cards.get(sha256);
  if (card === undefined) return [];
  const place = { ...pagePlace(TITLE_LEVEL), room: CARD_BYTES };
  const blocks = fittingBlocks(cardBlocks(card.slice(0, CARD_CHARACTERS)), place);
  const isCut = card.length > CARD_CHARACTERS;
  const file = html`<a href="${root}${cardPath(sha256)}" download>as Markdown</a>`;
  const note = html`<p class="quiet">${isCut ? "The beginning; the whole card" : "The card"} ${file}, as it is attached to the package.</p>`;
  return [{ id: "card", title: "Model card", content: html`<div class="card">${blocks}</div>${note}` }];
}

function tablePart(id: string, title: string, content: Html | null): readonly Part[] {
  return content === null ? [] : [{ id, title, content }];
}
