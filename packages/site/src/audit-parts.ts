import type { SiteAudit, SiteEntry } from "./audit-input.ts";
import { type Html, html } from "./html.ts";
import type { SiteInput } from "./input.ts";
import { digest, link } from "./page-parts.ts";

/** The folder of the log's pages. */
export const AUDIT_FOLDER = "audit-log";

/** Where the log's own page is. */
export const AUDIT_PAGE = `${AUDIT_FOLDER}/index.html`;

const DIGITS = 12;

/** What the pages of the log share. */
export interface Setting extends Pick<SiteInput, "repository"> {
  readonly audit: SiteAudit;
  /** Where the page of a package's version is, by the package's digest. */
  readonly versions: ReadonlyMap<string, string>;
}

/** Packages of an entry, each with what it is to it. */
export function packageLines(
  packages: readonly (readonly [word: string, of: string | null])[],
  setting: Setting,
  root: string,
): readonly Html[] {
  return packages.flatMap(([word, of]) => {
    return of === null ? [] : [html`<div><small>${word}</small> ${packageText(of, setting, root)}</div>`];
  });
}

/** A package's digest, which leads to its version's page where the site has one. */
export function packageText(of: string, { versions }: Setting, root: string): Html {
  const sha256 = of.replace(/^sha256:/, "");
  const folder = versions.get(sha256);
  const text = digest({ sha256 }, DIGITS);
  return folder === undefined ? text : html`<a href="${root}${folder}/index.html">${text}</a>`;
}

/** The move, the line of the log, and whether it is signed. */
export function moveCell({ move, sequence, isSigned }: SiteEntry, of: string): Html {
  return html`${move} <small>${of}line ${sequence}${isSigned ? ", signed" : ""}</small>`;
}

/** Where an entry comes from: its pull request and its run. */
export function sourceCell({ pullRequest, run }: SiteEntry, { repository }: Setting): readonly (Html | null)[] {
  return [
    pullRequest === null ? null : html`${link(pullAddress(pullRequest, repository), `#${pullRequest}`)} `,
    run === null ? null : link(run, "run"),
  ];
}

/** Entries by a key of theirs, in the order in which the keys are met. */
export function grouped<Entry>(
  entries: readonly Entry[],
  keyOf: (entry: Entry) => string,
): ReadonlyMap<string, readonly Entry[]> {
  const found = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const known = found.get(key) ?? [];
    known.push(entry);
    found.set(key, known);
  }
  return found;
}

function pullAddress(number: number, repository: string | null): string | null {
  return repository === null ? null : `${repository}/pull/${number}`;
}
