import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyBlocks } from "../test/blocks.ts";
import { HOSTILE_NAMES, hostileText } from "../test/hostile.ts";
import { parsedPage } from "../test/page.ts";
import { elementsOf, tagsOf, textOf } from "../test/rendered.ts";
import { CONTEXT, row, SECTIONS, section } from "../test/sections.ts";
import { composeReport } from "./compose-report.ts";
import { renderPage } from "./render-page.ts";
import type { Notice } from "./report.ts";
import { capText, makeVisible } from "./visible.ts";

const page = renderPage(composeReport(SECTIONS, CONTEXT));
const tree = parsedPage(page);

function reportOf(text: string): Notice {
  const rows = [row(text, { change: "regression", verdict: "fail", reason: text, difference: { kind: "code", text } })];
  // Longer commands stand in a fold.
  const commands = [capText(text, 100)];
  const sections = [section({ verdict: "fail", headline: text, rows, facts: [text], commands })];
  return composeReport(sections, { ...CONTEXT, commit: text, repository: `javascript:${text}` });
}

test("the page needs nothing else: no script, no request, and a policy that forbids both", () => {
  expect(
    [...tagsOf(tree)].filter((tag) => ["script", "link", "img", "iframe", "object", "form"].includes(tag)),
  ).toEqual([]);
  expect(page).not.toMatch(/url\(|@import|src=/);
  expect(page).toContain("default-src 'none'");
});

describe("a reader who does not see finds", () => {
  test("a language, a title that is the verdict, one main heading and landmarks", () => {
    expect(elementsOf(tree, "html")[0]?.properties["lang"]).toBe("en");
    expect(elementsOf(tree, "title").map(textOf)).toEqual([composeReport(SECTIONS, CONTEXT).title]);
    expect(elementsOf(tree, "h1").map(textOf)).toEqual(["Not ready: 1 regression"]);
    for (const landmark of ["header", "main", "footer"]) expect(elementsOf(tree, landmark), landmark).toHaveLength(1);
  });

  test("a scope on every table header, a name on every column and on every sign", () => {
    for (const header of elementsOf(tree, "th")) {
      expect(header.properties["scope"]).toMatch(/^(col|row)$/);
      expect(textOf(header)).not.toBe("");
    }
    const signs = elementsOf(tree, "span").filter((span) => span.properties["role"] === "img");
    expect(signs.length).toBeGreaterThan(30);
    for (const sign of signs) expect(sign.properties["ariaLabel"]).toMatch(/^[a-z ]+$/);
  });
});

test("the counts stand under the verdict, the small print in the footer", () => {
  expect(elementsOf(tree, "header").map(textOf)[0]).toContain("1 without enough evidence · 1 to watch");
  expect(elementsOf(tree, "footer").map((footer) => textOf(footer).trim())).toEqual([
    "for abc1234 · evidence: 4 files · Airworthy 0.1.0",
  ]);
});

test.each(HOSTILE_NAMES)("a report full of %j shows it and is no other page than a harmless one", (name) => {
  const hostile = parsedPage(renderPage(reportOf(name)));
  const harmless = parsedPage(renderPage(reportOf("harmless")));
  const names = (root: typeof tree) => elementsOf(root).map((element) => element.tagName);
  if (name !== "") expect(names(hostile)).toEqual(names(harmless));
  expect(elementsOf(hostile, "th").map(textOf)).toContain(makeVisible(capText(name)));
  expect(elementsOf(hostile, "a")).toEqual([]);
});

test("any text is shown as it is and opens nothing", () => {
  const names = (text: string) => elementsOf(parsedPage(renderPage(reportOf(text)))).map((element) => element.tagName);
  const harmless = names("harmless");
  fc.assert(
    fc.property(hostileText, (text) => {
      fc.pre(text !== "");
      expect(names(text)).toEqual(harmless);
    }),
    { numRuns: 300 },
  );
});

test("any blocks are closed within the page's main part", () => {
  fc.assert(
    fc.property(anyBlocks, (blocks) => {
      const shown = parsedPage(renderPage({ verdict: "pass", title: "t", headline: "h", blocks }));
      const body = elementsOf(shown, "body")[0];
      const parts = body?.children.flatMap((child) => (child.type === "element" ? [child.tagName] : []));
      expect(parts).toEqual(["header", "main"]);
    }),
  );
});

test("a report that does not start with an alert is still headed by its title and headline", () => {
  const shown = parsedPage(renderPage({ verdict: "pass", title: "Ready", headline: "All is well.", blocks: [] }));
  expect(elementsOf(shown, "header").map(textOf)).toEqual(["ReadyAll is well."]);
});
