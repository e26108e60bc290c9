import type { VersionRef } from "@airworthy/evidence";
import type { Version } from "./catalogue.ts";
import { type Html, html, type Place } from "./html.ts";
import { day, digest, link } from "./page-parts.ts";
import { refKey, type Surroundings } from "./surroundings.ts";

const COMMIT_DIGITS = 7;
/** Enough for who was compared with whom; the history has them all. */
const MOST_SHOWN = 5;

/** What a version is, at a glance. */
export function versionFacts(version: Version, { site, folders }: Surroundings, root: string): Html {
  const { ref, runs } = version;
  const commits = distinct(runs.flatMap(({ commit }) => commit ?? []));
  const lines = distinct(runs.flatMap(({ line }) => line ?? []));
  const baselines = new Map(
    [...version.current.map(({ section }) => section.baseline), ...runs.map(({ baseline }) => baseline)]
      .filter((baseline) => baseline !== null)
      .map((baseline) => [refKey(baseline), baseline]),
  );
  const facts: readonly (readonly [term: string, places: readonly Place[]])[] = [
    [ref.digestOf === "package" ? "Package" : "Examined, without a package", [digest(ref)]],
    ["Compared with", [...baselines.values()].map((baseline) => baselineLink(baseline, ref, folders, root))],
    [commits.length === 1 ? "Commit" : "Commits", commits.map((commit) => commitLink(commit, site.repository))],
    ["For", lines.map((line) => lineLink(line, site.repository))],
    ["Last seen", [day(version.lastOn)]],
  ];
  const shown = facts.filter(([, places]) => places.length > 0);
  return html`<dl class="facts">${shown.map(([term, places]) => html`<div><dt>${term}</dt><dd>${listed(places)}</dd></div>\n`)}</dl>`;
}

export function commitLink(commit: string, repository: string | null): Html {
  const text = html`<code>${commit.slice(0, COMMIT_DIGITS)}</code>`;
  return link(repository === null ? null : `${repository}/commit/${commit}`, text);
}

/** A pull request is linked; of a branch the name says enough. */
export function lineLink(line: string, repository: string | null): Html {
  const isPull = /^pull\/\d+$/.test(line);
  return link(
    repository !== null && isPull ? `${repository}/${line}` : null,
    isPull ? line.replace("pull/", "#") : line,
  );
}

function baselineLink(baseline: VersionRef, of: VersionRef, folders: ReadonlyMap<string, string>, root: string): Html {
  const name = baseline.name === of.name ? "" : `${baseline.name} `;
  const text = html`${name}${baseline.version?.trim() || digest(baseline, COMMIT_DIGITS)}`;
  const folder = folders.get(refKey(baseline));
  return folder === undefined ? text : html`<a href="${root}${folder}/index.html">${text}</a>`;
}

function listed(places: readonly Place[]): readonly Place[] {
  const shown = places.slice(0, MOST_SHOWN).map((place, index) => html`${index === 0 ? "" : ", "}${place}`);
  const more = places.length - MOST_SHOWN;
  return more > 0 ? [...shown, html` and ${more} more`] : shown;
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
