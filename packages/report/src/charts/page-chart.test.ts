import fc from "fast-check";
import type { Element } from "hast";
import { describe, expect, test } from "vitest";
import { anyChart, BARS, CHARTS, chart, INTERVALS, RELIABILITY, ROC, SHARES, TREND } from "../../test/charts.ts";
import { HOSTILE_NAMES, hostileText } from "../../test/hostile.ts";
import { parsedPage } from "../../test/page.ts";
import { elementsOf, textOf } from "../../test/rendered.ts";
import { capText, makeVisible } from "../visible.ts";
import type { Chart } from "./chart.ts";
import { pageChart } from "./page-chart.ts";

const treeOf = (shown: Chart) => parsedPage(`<!doctype html><body>${pageChart(shown)}</body>`);

const svgsOf = (shown: Chart) =>
  elementsOf(treeOf(shown), "svg").filter(({ properties }) => properties["role"] === "img");

const classesOf = ({ properties }: Element) => String(properties["className"] ?? "").split(/[ ,]/);

/** Elements of a name, in groups whose class has a word, in the picture for a desk. */
function classed(shown: Chart, name: string, word: string): readonly Element[] {
  const wide = svgsOf(shown).filter((svg) => classesOf(svg).includes("wide"));
  const groups = wide.flatMap((svg) => elementsOf(svg, "g")).filter((group) => classesOf(group).includes(word));
  return groups.flatMap((group) => elementsOf(group, name));
}

const numbers = (elements: readonly Element[], property: string) =>
  elements.map(({ properties }) => Number(properties[property]));

test.each(CHARTS.map((shown) => [shown.title, shown] as const))(
  "%s is a picture for a desk and one for a phone, each with a title and a description",
  (_, shown) => {
    const tree = treeOf(shown);
    expect(svgsOf(shown).map(classesOf)).toEqual([
      ["drawn", "wide"],
      ["drawn", "narrow"],
    ]);
    for (const svg of svgsOf(shown)) {
      expect(
        svg.children.slice(0, 2).map((child) => [child.type === "element" ? child.tagName : "", textOf(child)]),
      ).toEqual([
        ["title", shown.title],
        ["desc", shown.description],
      ]);
    }
    for (const name of ["p", "ul"]) {
      for (const element of elementsOf(tree, name).filter(
        (found) => textOf(found) === shown.description || name === "ul",
      )) {
        expect(String(element.properties["ariaHidden"])).toBe("true");
      }
    }
    expect(elementsOf(tree, "figcaption").map(textOf)).toEqual([shown.title]);
  },
);

test.each(CHARTS.map((shown) => [shown.title, shown] as const))(
  "%s has no styles, ids or names of its own, and the same bytes whatever was drawn before",
  (_, shown) => {
    const first = pageChart(shown);
    for (const other of CHARTS.toReversed()) pageChart(other);
    expect(pageChart(shown)).toBe(first);
    expect(first).not.toMatch(/<style| id=| style=|aria-label|url\(/);
  },
);

test("an interval is filled where it leaves zero out and hollow where it does not", () => {
  expect(classed(INTERVALS, "circle", "solid")).toHaveLength(2);
  expect(classed(INTERVALS, "circle", "hollow")).toHaveLength(2);
  // One limit each, two of the two-sided row.
  expect(classed(INTERVALS, "line", "limit")).toHaveLength(5);
});

test("versions are told apart by shape: solid and filled, dashed and hollow", () => {
  for (const look of ["candidate", "baseline"]) expect(classed(ROC, "path", look)).toHaveLength(1);
  expect(classed(RELIABILITY, "circle", "solid")).toHaveLength(10);
  expect(classed(RELIABILITY, "circle", "hollow")).toHaveLength(10);
  expect(classed(BARS, "rect", "solid")).toHaveLength(4);
  expect(classed(BARS, "rect", "hollow")).toHaveLength(3);
});

describe("things are where their numbers say", () => {
  test("on a desk rows span from 7 to 697 pixels", () => {
    // The axis is from −0.1 to +0.1: 0.034 lies at 67 %, its interval from 55 % to 79 %.
    const [dot] = numbers(classed(INTERVALS, "circle", "solid"), "cx");
    expect(dot).toBeCloseTo(7 + 0.67 * 690, 1);
    const [rule] = classed(INTERVALS, "line", "candidate");
    expect(Number(rule?.properties["x1"])).toBeCloseTo(7 + 0.55 * 690, 1);
    expect(Number(rule?.properties["x2"])).toBeCloseTo(7 + 0.79 * 690, 1);
    for (const [index, width] of numbers(classed(SHARES, "rect", "candidate"), "width").entries()) {
      expect(width).toBeCloseTo((0.75 - 0.1 * index) * 690, 1);
    }
  });

  test("a curve goes from the lower left to the upper right of a square of 316 pixels", () => {
    const [candidate] = classed(ROC, "path", "candidate");
    expect(String(candidate?.properties["d"])).toMatch(/^M46,346L.*L362,30$/);
    expect(numbers(classed(RELIABILITY, "circle", "solid"), "cx")).toContain(46 + 0.95 * 316);
  });

  test("the fewest rows have a circle of little more than 3 pixels and the most one of 7", () => {
    // Of 40 to 665 rows: 3 + 4 × √(40 / 665) is 3.98.
    const radii = numbers(classed(RELIABILITY, "circle", "solid"), "r");
    expect(Math.min(...radii)).toBe(3.98);
    expect(Math.max(...radii)).toBe(7);
  });

  test("what is infinite reaches the end of the axis, and of what is no number nothing is drawn", () => {
    const row = { label: "x", estimate: 1, low: -1, margin: null, better: "higher" } as const;
    const rows = [Number.POSITIVE_INFINITY, Number.NaN].map((high) => ({ ...row, high }));
    const shown = chart({ shape: "intervals", unit: "number", level: 0.95, rows });
    expect(numbers(classed(shown, "line", "candidate").slice(0, 1), "x2")).toEqual([697]);
    expect(classed(shown, "circle", "candidate")).toHaveLength(1);
  });
});

describe("a trend", () => {
  test("is a dot for each value and a line that is broken where there is none", () => {
    const [line] = classed(TREND, "path", "candidate");
    expect(String(line?.properties["d"]).match(/M/g)).toHaveLength(2);
    const dots = classed(TREND, "circle", "candidate");
    expect(dots).toHaveLength(11);
    // The axis is from 0.7 to 0.8 in 164 pixels, from 190 up to 26: 0.712 is 12 % of the way up.
    expect(numbers(dots, "cy")[0]).toBeCloseTo(190 - 0.12 * 164, 1);
    expect(classed(TREND, "line", "reach")).toHaveLength(3);
  });

  test("draws the last thirty versions and says so", () => {
    const points = Array.from({ length: 412 }, (_, index) => ({ label: `v${index}`, value: index }));
    const shown = chart({ shape: "trend", unit: "count", points });
    expect(classed(shown, "circle", "candidate")).toHaveLength(30);
    expect(elementsOf(treeOf(shown), "p").map(textOf)).toContain("The last 30 of 412 versions.");
    expect(elementsOf(treeOf(shown), "text").map(textOf)).toEqual(expect.arrayContaining(["v411", "last: 411"]));
  });

  test("without any value is still a picture", () => {
    for (const points of [[], [{ label: "1.0.0", value: null }], [{ label: "1.0.0", value: Number.NaN }]]) {
      const shown = chart({ shape: "trend", unit: "rate", points });
      expect(classed(shown, "circle", "candidate")).toEqual([]);
      expect(svgsOf(shown)).toHaveLength(2);
    }
  });
});

test("of very many rows the first forty are drawn, and their number is said", () => {
  const rows = Array.from({ length: 1_234 }, () => ({ label: "x", candidate: 1, baseline: null }));
  const shown = chart({ shape: "bars", unit: "count", rows });
  expect(classed(shown, "rect", "candidate")).toHaveLength(40);
  expect(elementsOf(treeOf(shown), "p").map(textOf)).toContain("The first 40 of 1,234 rows are drawn.");
});

test("a legend stands where there is more than one thing to tell apart", () => {
  expect(elementsOf(treeOf(BARS), "li").map((item) => textOf(item).trim())).toEqual(["candidate", "baseline"]);
  expect(elementsOf(treeOf(SHARES), "li")).toEqual([]);
});

test("a label that is too long for a phone is whole on a desk, and values take a line of their own where it leaves no room", () => {
  const [wide = [], narrow = []] = svgsOf(BARS).map((svg) => elementsOf(svg, "text").map(textOf));
  expect(wide).toContain("a slice with a name that is much too long for any line on a phone");
  expect(narrow).toContain("a slice with a name that is much too long…");
  const heights = (shown: Chart) => numbers(svgsOf(shown), "height");
  // Rows of 50 pixels over an axis of 24, or of 70 where the value has its own line.
  expect(heights(SHARES)).toEqual([174, 174]);
  expect(heights(BARS)).toEqual([224, 304]);
});

test("of a hundred thousand points and bins a picture holds no more than can be told apart", () => {
  const share = (index: number) => index / 99_999;
  const points = Array.from({ length: 100_000 }, (_, index) => {
    return { falsePositiveRate: share(index), truePositiveRate: Math.sqrt(share(index)) };
  });
  const curve = pageChart(chart({ shape: "roc", versions: { baseline: points, candidate: points } }));
  expect(curve.length).toBeLessThan(50_000);
  // It ends in the upper right corner, 46 + 316 pixels from the left and 30 from above.
  expect(curve).toMatch(/L362,30"/);
  const bins = points.map((_, index) => ({ confidence: share(index), accuracy: share(index), count: 1 }));
  const reliability = chart({ shape: "reliability", versions: { baseline: null, candidate: bins } });
  expect(classed(reliability, "circle", "candidate")).toHaveLength(10);
});

const hostile = (text: string) =>
  chart(
    { shape: "bars", unit: "bytes", rows: [{ label: text, candidate: 3, baseline: 2 }] },
    { title: text, description: text },
  );

// An empty name is no text at all.
test.each(HOSTILE_NAMES.filter((name) => name !== ""))("%j as title, description and label is text", (name) => {
  const names = (shown: Chart) => elementsOf(treeOf(shown)).map(({ tagName }) => tagName);
  expect(names(hostile(name))).toEqual(names(hostile("harmless")));
  expect(new Set(elementsOf(treeOf(hostile(name)), "title").map(textOf))).toEqual(
    new Set([makeVisible(capText(name))]),
  );
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
    { numRuns: 100 },
  );
});
