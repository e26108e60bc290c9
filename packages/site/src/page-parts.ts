import type { Verdict, VersionRef } from "@airworthy/evidence";
import { MARK_SIGNS, type Mark, safeHref, VERDICT_WORDS } from "@airworthy/report";
import { escapeHtml } from "@airworthy/report/page";
import { Html, html, type Place, sentence } from "./html.ts";

const MARKS: Readonly<Record<Verdict, Mark>> = {
  pass: "good",
  warn: "watch",
  inconclusive: "unknown",
  fail: "bad",
  error: "unknown",
};

/** Which of the page's colours a verdict takes. */
export function toneOf(verdict: Verdict): string {
  return MARKS[verdict];
}

/** A verdict as a sign and words, so that it reads without colour: "✕ Not ready". */
export function badge(verdict: Verdict, words: string = VERDICT_WORDS[verdict]): Html {
  const mark = MARKS[verdict];
  return html`<span class="badge ${mark}"><span class="mark ${mark}" aria-hidden="true">${MARK_SIGNS[mark]}</span> ${sentence(words)}</span>`;
}

/** How a version stands: its title's first words as a badge, what follows them small beside it. */
export function standingLine({ verdict, title }: { readonly verdict: Verdict; readonly title: string }): Html {
  const [, lead = title, rest = ""] = /^(.*?)(?:: | · )(.*)$/s.exec(title) ?? [];
  return html`${badge(verdict, lead)} <small>${rest}</small>`;
}

/** A day in UTC; what is no time is shown as it is. */
export function day(time: string | null): Html {
  return clock(time, "YYYY-MM-DD".length, "");
}

/** A minute in UTC. */
export function minute(time: string | null): Html {
  return clock(time, "YYYY-MM-DD hh:mm".length, " UTC");
}

function clock(time: string | null, characters: number, after: string): Html {
  if (time === null) return html`<span class="quiet">not known</span>`;
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return html`${time}`;
  const text = date.toISOString();
  return html`<time datetime="${text}">${text.slice(0, characters).replace("T", " ") + after}</time>`;
}

/** Text that leads to an address of the world, where that is one that may be linked; else the text alone. */
export function link(address: string | null, text: Place): Html {
  const href = address === null ? null : safeHref(address);
  return href === null ? html`${text}` : html`<a href="${new Html(escapeHtml(href))}">${text}</a>`;
}

/** What a version is called: by its digest's first digits where it has no name that shows. */
export function versionLabel({ version, sha256 }: VersionRef, digits: number): string {
  return version?.trim() || sha256.slice(0, digits);
}

/** A digest that can be selected whole; its first digits where `digits` says how many. */
export function digest({ sha256 }: Pick<VersionRef, "sha256">, digits = sha256.length): Html {
  const size = digits < sha256.length ? "short" : "whole";
  return html`<code class="digest ${size}">sha256:${sha256.slice(0, digits)}</code>`;
}
