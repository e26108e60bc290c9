import { compareCodePoints } from "@airworthy/evidence";
import { auditPages } from "./audit-pages.ts";
import { catalogueOf, type Model } from "./catalogue.ts";
import { evidencePath } from "./evidence-table.ts";
import { indexPages } from "./index-pages.ts";
import type { SiteInput } from "./input.ts";
import { modelPages } from "./model-pages.ts";
import { notFoundPage } from "./not-found-page.ts";
import { INDEX_FILE, pageText, SEARCH_FILE, STYLE_FILE } from "./page-frame.ts";
import { searchIndex } from "./search-index.ts";
import { SEARCH_SCRIPT } from "./search-script.ts";
import { STYLE } from "./site-style.ts";
import { refKey } from "./surroundings.ts";
import { cardPath, versionPage } from "./version-page.ts";

export interface SiteFile {
  /** From the site's folder, with slashes; of our own making, safe on every system. */
  readonly path: string;
  readonly text: string;
}

export interface Site {
  readonly models: number;
  readonly versions: number;
  /** One by one, so that a large site never lies in memory whole; pages last. Each path once. */
  files(): Generator<SiteFile>;
}

/** A static site of everything that is known of every model version. Equal inputs, in whatever order, give equal bytes. */
export function buildSite(input: SiteInput): Site {
  const models = catalogueOf(input);
  const versions = models.reduce((sum, model) => sum + model.versions.length, 0);
  return { models: models.length, versions, files: () => siteFiles(models, input) };
}

function* siteFiles(models: readonly Model[], site: SiteInput): Generator<SiteFile> {
  // GitHub Pages would leave out what begins with an underscore.
  yield { path: ".nojekyll", text: "" };
  yield { path: STYLE_FILE, text: STYLE };
  yield { path: SEARCH_FILE, text: SEARCH_SCRIPT };
  yield { path: INDEX_FILE, text: searchIndex(models) };
  yield { path: "404.html", text: notFoundPage(site) };
  const shown = new Set(models.flatMap((model) => model.versions.map(({ ref }) => ref.sha256)));
  const texts = new Map(site.evidence.map(({ sha256, text }) => [sha256, text]));
  for (const [sha256, text] of inOrder(texts)) yield { path: evidencePath(sha256), text };
  for (const [sha256, card] of inOrder(site.cards)) {
    if (shown.has(sha256)) yield { path: cardPath(sha256), text: card };
  }
  for (const page of indexPages(models, site)) yield { path: page.path, text: pageText(page, site) };
  const folders = new Map(
    models.flatMap(({ versions }) => versions.map(({ ref, folder }) => [refKey(ref), folder] as const)),
  );
  const versions = new Map(
    models.flatMap((model) => model.versions.map(({ ref, folder }) => [ref.sha256, folder] as const)),
  );
  for (const page of auditPages(site, versions)) yield { path: page.path, text: pageText(page, site) };
  for (const model of models) {
    for (const page of modelPages(model, { site, folders })) yield { path: page.path, text: pageText(page, site) };
    for (const version of model.versions) {
      const page = versionPage(model, version, { site, folders });
      yield { path: page.path, text: pageText(page, site) };
    }
  }
}

function inOrder(texts: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  return [...texts].sort(([a], [b]) => compareCodePoints(a, b));
}
