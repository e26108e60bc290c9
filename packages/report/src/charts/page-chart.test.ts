import fc from "fast-check";
import { expect, test } from "vitest";
import { anyChart, BARS, CHARTS, chart, INTERVALS, RELIABILITY, ROC, SHARES } from "../../test/charts.ts";
import { HOSTILE_NAMES, hostileText } from "../../test/hostile.ts";
import { parsedPage } from "../../test/page.ts";
import { elementsOf, textOf } from "../../test/rendered.ts";
import { capText, makeVisible } from "../visible.ts";
import type { Chart } from "./chart.ts";
import { pageChart } from "./page-chart.ts";

const treeOf = (shown: Chart) => parsedPage(`<!doctype html><body>${pageChart(shown)}</body>`);

/** Elements of a name whose class has a word. */
function classed(shown: Chart, name: string, word: string) {
  const [, picture] = pageChart(shown).split('role="img"');
  return elementsOf(parsedPage(`<!doctype html><svg ${picture}`), name).filter(({ properties }) =>
    String(properties["className"]).split(/[ ,]/).includes(word),
  );
}

test.each(CHARTS.map((shown) => [shown.title, shown] as const))(
  "%s is a picture with a title and a description, said once to who does not see",
  (_, shown) => {
    const tree = treeOf(shown);
    const [picture, ...others] = elementsOf(tree, "svg").filter(({ properties }) => properties["role"] === "img");
    expect(others).toEqual([]);
    expect(
      picture?.children.slice(0, 2).map((child) => [child.type === "element" ? child.tagName : "", textOf(child)]),
    ).toEqual([
      ["title", shown.title],
      ["desc", shown.description],
    ]);
    for (const name of ["p", "ul"]) {
      for (const { properties } of elementsOf(tree, name)) expect(String(properties["ariaHidden"])).toBe("true");
    }
    expect(elementsOf(tree, "figcaption").map(textOf)).toEqual([shown.title]);
  },
);

test("an interval is filled where it leaves zero out and hollow where it does not", () => {
  expect(classed(INTERVALS, "circle", "solid")).toHaveLength(2);
  expect(classed(INTERVALS, "circle", "hollow")).toHaveLength(2);
  // One limit each, two of the two-sided row.
  expect(classed(INTERVALS, "line", "limit")).toHaveLength(5);
});

test("versions are told apart by shape: solid and filled, dashed and hollow", () => {
  expect(classed(ROC, "polyline", "candidate")).toHaveLength(1);
  expect(classed(ROC, "polyline", "baseline")).toHaveLength(1);
  expect(classed(RELIABILITY, "circle", "solid")).toHaveLength(10);
  expect(classed(RELIABILITY, "circle", "hollow")).toHaveLength(10);
  expect(classed(BARS, "rect", "solid")).toHaveLength(4);
  expect(classed(BARS, "rect", "hollow")).toHaveLength(3);
});

test("things are where their numbers say", () => {
  // The axis is from −0.1 to +0.1: 0.034 lies at 67 %, its interval from 55 % to 79 %.
  expect(classed(INTERVALS, "circle", "candidate")[0]?.properties["cx"]).toBe("67%");
  expect(classed(INTERVALS, "line", "candidate")[0]?.properties).toMatchObject({ x1: "55%", x2: "79%" });
  expect(classed(SHARES, "rect", "candidate").map(({ properties }) => properties["width"])).toEqual([
    "75%",
    "65%",
    "55%",
  ]);
});

test("a legend stands where there is more than one thing to tell apart", () => {
  expect(elementsOf(treeOf(BARS), "li").map((item) => textOf(item).trim())).toEqual(["candidate", "baseline"]);
  expect(elementsOf(treeOf(SHARES), "li")).toEqual([]);
});

test("a long label is cut, and values take a line of their own where a label leaves no room", () => {
  const texts = (shown: Chart) => elementsOf(treeOf(shown), "text").map(textOf);
  expect(texts(BARS)).toContain("a slice with a name that is much too long…");
  const height = (shown: Chart) => Number(/width="100%" height="(\d+)"/.exec(pageChart(shown))?.[1]);
  expect(height(SHARES)).toBeLessThan(3 * 60);
  expect(height(BARS)).toBeGreaterThan(4 * 60);
});

const hostile = (text: string) =>
  chart(
    { shape: "bars", unit: "bytes", rows: [{ label: text, candidate: 3, baseline: 2 }] },
    { title: text, description: text },
  );

test.each(HOSTILE_NAMES)("%j as title, description and label is text", (name) => {
  const names = (shown: Chart) => elementsOf(treeOf(shown)).map(({ tagName }) => tagName);
  expect(names(hostile(name))).toEqual(names(hostile("harmless")));
  expect(elementsOf(treeOf(hostile(name)), "title").map(textOf)).toEqual([makeVisible(capText(name))]);
});

test("whatever the numbers and texts, every attribute is a number and the figure is closed", () => {
  fc.assert(
    fc.property(anyChart(hostileText), (shown) => {
      const body = elementsOf(treeOf(shown), "body")[0];
      expect(body?.children.map((child) => child.type === "element" && child.tagName)).toEqual(["figure"]);
      for (const { properties } of elementsOf(treeOf(shown))) {
        for (const value of Object.values(properties)) expect(String(value)).not.toMatch(/NaN|Infinity|undefined/);
      }
    }),
    { numRuns: 300 },
  );
});
