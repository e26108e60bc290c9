import type { HtmlToken } from "./html-tokens.ts";

/**
 * What GitHub acts on in the text of rendered HTML, wider rather than narrower than its documentation says:
 * https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
 * https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax
 */
const REFERENCES: readonly RegExp[] = [
  // Mentions of people and teams, and addresses of mail.
  /@[\p{L}\p{N}_]/u,
  // Issues and pull requests: #26, owner/name#26, GH-26; advisories: GHSA-…, CVE-….
  /#\p{N}/u,
  /(?<![A-Za-z0-9])(?:gh|ghsa|cve)-[A-Za-z0-9]/i,
  // Commits by 7 to 40 digits, with an owner before an "@" or without.
  /(?<![A-Za-z0-9_])[0-9a-f]{7,40}(?![A-Za-z0-9_])/i,
  // Emoji codes.
  /:[\w+-]+:/,
  // Addresses without a link around them.
  /www\./i,
  /:\/\//,
];

/** A node's ancestors inside which GitHub looks for nothing. */
const QUIET: readonly string[] = ["a", "code", "pre"];

/** Every reference that GitHub would act on, with the node that it is in. */
export function liveReferences(tokens: readonly HtmlToken[]): readonly string[] {
  const found: string[] = [];
  let quiet = 0;
  for (const { kind, name, text } of tokens) {
    if (QUIET.includes(name)) quiet += kind === "open" ? 1 : -1;
    if (kind === "text" && quiet === 0 && isLive(text)) found.push(text);
  }
  return found;
}

/** Mathematics needs two dollar signs, or one and something beside it, in one node. */
function isLive(text: string): boolean {
  return REFERENCES.some((pattern) => pattern.test(text)) || (text.includes("$") && text !== "$");
}
