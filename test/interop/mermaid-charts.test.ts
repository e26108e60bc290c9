import { type Block, renderMarkdown } from "@airworthy/report";
import { beforeAll, expect, test } from "vitest";
import { chart, RELIABILITY, ROC, SHARES, TREND } from "../../packages/report/test/charts.ts";
import { HOSTILE_NAMES } from "../../packages/report/test/hostile.ts";
import { elementsOf, rendered, textOf } from "../../packages/report/test/rendered.ts";
import { conforms } from "../harness/conforms.ts";
import { npmVersion } from "../harness/peer-versions.ts";
import { needProgram } from "./debian-packages.ts";
import { drawDiagrams, mermaidLibrary } from "./mermaid/draw-diagrams.ts";

/** The major version that GitHub draws with. */
const MERMAID = "11.16.0";

/** Elements that an xychart is made of. */
const DRAWN = ["g", "rect", "path", "text", "style", "title"];

beforeAll(() => needProgram("chromium"));

async function agrees(claim: string, drawn: readonly object[]): Promise<void> {
  const version = await npmVersion("mermaid", await mermaidLibrary(MERMAID));
  conforms({ area: "Reports", claim, peer: "Mermaid", version, cases: drawn.length });
}

/** The diagrams of a report as GitHub finds them in its own HTML. */
function diagramsIn(blocks: readonly Block[]): readonly string[] {
  return elementsOf(rendered(renderMarkdown(blocks).text), "code")
    .filter(({ properties }) => String(properties["className"]).includes("language-mermaid"))
    .map(textOf);
}

test("Mermaid draws each kind of chart that is given to it, with all its values, and names it", async () => {
  const drawn = await drawDiagrams(diagramsIn([RELIABILITY, ROC, SHARES, TREND]), MERMAID);
  expect(drawn.map(({ error, title, bars, lines }) => ({ error, title, bars, lines }))).toEqual([
    { error: null, title: "Reliability", bars: 10, lines: 2 },
    { error: null, title: "Receiver operating characteristic", bars: 21, lines: 1 },
    { error: null, title: "Accuracy by source", bars: 3, lines: 0 },
    { error: null, title: "Accuracy from version to version", bars: 0, lines: 1 },
  ]);
  expect(drawn[0]?.texts).toEqual(expect.arrayContaining(["confidence", "accuracy", "0.05", "0.95"]));
  expect(drawn[2]?.texts).toEqual(expect.arrayContaining(["percent", "yelp", "imdb", "amazon"]));
  // Eleven versions of twelve have a value; their names have no room below an axis from 70 % to 80 %.
  const along = "version, from 1 = 1.0.0 to 11 = 1.11.0";
  expect(drawn[3]?.texts).toEqual(expect.arrayContaining(["percent", "70", "80", "1", "11", along]));
  await agrees("charts of each kind, drawn with all their values", drawn);
});

test("a chart of hostile names is drawn whole, each name a label of its own and nothing else", async () => {
  const blocks = HOSTILE_NAMES.map((name) =>
    chart(
      {
        shape: "bars",
        unit: "number",
        rows: [name, "x", name].map((label) => ({ label, candidate: 1, baseline: null })),
      },
      { title: name },
    ),
  );
  const diagrams = diagramsIn(blocks);
  expect(diagrams).toHaveLength(HOSTILE_NAMES.length);
  const drawn = await drawDiagrams(diagrams, MERMAID);
  for (const [index, { error, bars, tags }] of drawn.entries()) {
    expect(error, diagrams[index]).toBeNull();
    expect(bars, diagrams[index]).toBe(3);
    expect(tags.filter((tag) => !DRAWN.includes(tag))).toEqual([]);
  }
  await agrees("charts of hostile names, drawn whole and nothing else", drawn);
});

test("a trend of hostile versions is one line over as many of them, numbered where their names have no room", async () => {
  const trends = [3, 40].map((count) => {
    const points = Array.from({ length: count }, (_, index) => {
      const name = HOSTILE_NAMES[index % HOSTILE_NAMES.length] ?? "";
      return { label: name, value: index % 7 === 6 ? null : -2 + index / 10 };
    });
    return chart({ shape: "trend", unit: "number", points });
  });
  const drawn = await drawDiagrams(diagramsIn(trends), MERMAID);
  expect(drawn.map(({ error, bars, lines }) => [error, bars, lines])).toEqual([
    [null, 0, 1],
    [null, 0, 1],
  ]);
  for (const { tags } of drawn) expect(tags.filter((tag) => !DRAWN.includes(tag))).toEqual([]);
});

test("numbers of any size are read as what they are", async () => {
  const rows = (values: readonly number[]) =>
    values.map((value, index) => ({ label: `${index}`, candidate: value, baseline: null }));
  const sizes = [
    [1e-6, 2e-6],
    [0, 123456789.123],
    [1e14, 3.3e14],
    [0.1, 1e-12],
  ];
  const charts = sizes.map((values) => chart({ shape: "bars", unit: "bytes", rows: rows(values) }));
  const drawn = await drawDiagrams(diagramsIn(charts), MERMAID);
  expect(drawn.map(({ error, bars }) => [error, bars])).toEqual(sizes.map(() => [null, 2]));
});
