import { renderMarkdown } from "@airworthy/report";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { safeHref } from "../../packages/report/src/href.ts";
import { makeVisible } from "../../packages/report/src/visible.ts";
import { blocksOf, reportOf } from "../../packages/report/test/every-position.ts";
import { HOSTILE_NAMES, hostileText } from "../../packages/report/test/hostile.ts";
import { conforms, createTally } from "../harness/conforms.ts";
import { programVersion } from "../harness/peer-versions.ts";
import { cmarkHtml, needCmark } from "./reports/cmark.ts";
import { type HtmlToken, htmlTokens } from "./reports/html-tokens.ts";
import { liveReferences } from "./reports/live-references.ts";

const STRINGS = 10_000;
/** Documents of one process: enough that starting it costs nothing, few enough to hold in memory. */
const BATCH = 500;
const SEED = 20_261_122;
/** Short of every cap, so that the text is shown whole in every place. */
const CHARACTERS = 120;
const PLAIN = "placeholder";
const ADDRESS = "https://example.com/?q=";

beforeAll(needCmark);

function shortened(text: string): string {
  return text.slice(0, CHARACTERS);
}

function isShown(text: string): boolean {
  return makeVisible(text).trim() !== "";
}

const strings = [
  ...HOSTILE_NAMES.map(shortened),
  ...fc.sample(hostileText.map(shortened), { numRuns: STRINGS + 2_000, seed: SEED }),
].filter(isShown);

/** An address that takes the text too; a text that would make it no address at all makes it none in the plain twin. */
function addressWith(text: string): string {
  const href = ADDRESS + text;
  return safeHref(href) === null ? "nowhere" : href;
}

/** The tags in order without what the text may bring: empty spans, a code's language, what comes after the "?" of an address. */
function structureOf(tokens: readonly HtmlToken[]): readonly string[] {
  return tokens
    .filter(({ kind, name, text }) => kind !== "text" && !(name === "span" && /^<\/?span>$/.test(text)))
    .map(({ text }) => text.replace(/^<code class="language-[a-z]+">$/, "<code>"))
    .map((text) => (text.startsWith(`<a href="${ADDRESS}`) ? '<a href="…">' : text));
}

/** What a reader reads, line breaks apart (code keeps its own), outside diagrams: those have an escape of their own. */
function textOf(tokens: readonly HtmlToken[]): string {
  let shown = "";
  let isDiagram = false;
  for (const { kind, name, text } of tokens) {
    if (name === "code") isDiagram = kind === "open" && text.includes("language-mermaid");
    if (kind === "text" && !isDiagram) shown += text;
  }
  return onOneLine(shown);
}

function onOneLine(text: string): string {
  return text.replace(/[\n⏎]/g, "").replaceAll("\u00a0", " ");
}

test("what GitHub acts on is seen where nothing is escaped", async () => {
  const live = ["@team", "#12", "GH-12", "CVE-2024-12345", "see abcdef0", ":mega:", "x $a$ y", "a@b", "x://y"];
  for (const [index, html] of (await cmarkHtml(live)).entries()) {
    expect(liveReferences(htmlTokens(html)), live[index]).toHaveLength(1);
  }
  const made = ["www.example.com", "![x](y)", "<!-- x -->", "<b>x</b>", "- [ ] x", "> x"];
  const plain = structureOf(htmlTokens("<p>placeholder</p>\n"));
  for (const html of await cmarkHtml(made)) expect(structureOf(htmlTokens(html))).not.toEqual(plain);
  expect(structureOf(htmlTokens("<p>a < b</p>"))).not.toEqual(plain);
});

test("a document that leaves something open is refused", async () => {
  for (const open of ["```\nx", "<!-- x", "<pre>x", "<script>x", "a[^1]\n\n[^1]: x"]) {
    await expect(cmarkHtml([open, "next"])).rejects.toThrow("not closed");
  }
});

test.each([
  { place: blocksOf, name: "block" },
  { place: reportOf, name: "section" },
])(
  `${STRINGS} hostile strings in every position of a $name make no structure, do nothing, and read as what they are`,
  async ({ place }) => {
    const tried = strings.slice(0, STRINGS);
    expect(tried).toHaveLength(STRINGS);
    const harmless = createTally();
    const twins = ["nowhere", ADDRESS + PLAIN].map((href) => renderMarkdown(place(PLAIN, href)).text);
    const [unlinked = [], linked = []] = (await cmarkHtml(twins)).map(htmlTokens);
    for (let start = 0; start < tried.length; start += BATCH) {
      const texts = tried.slice(start, start + BATCH);
      const documents = texts.map((text) => renderMarkdown(place(text, addressWith(text))).text);
      for (const [index, html] of (await cmarkHtml(documents)).entries()) {
        const text = texts[index] ?? "";
        const given = JSON.stringify(text);
        const hostile = htmlTokens(html);
        const plain = addressWith(text) === "nowhere" ? unlinked : linked;
        expect(documents[index]?.includes("<!--"), given).toBe(false);
        expect(structureOf(hostile), given).toEqual(structureOf(plain));
        expect(liveReferences(hostile), given).toEqual(liveReferences(plain));
        expect(textOf(hostile), given).toBe(textOf(plain).replaceAll(PLAIN, () => onOneLine(makeVisible(text))));
        harmless.add();
      }
    }
    conforms({
      area: "Reports",
      claim: "hostile strings in every position of blocks and sections: no structure, no references, read as they are",
      peer: "cmark-gfm",
      version: await programVersion("cmark-gfm"),
      ...harmless.take(),
    });
  },
);
