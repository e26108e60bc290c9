import { expect, test } from "vitest";
import { mermaidSource } from "./mermaid-source.ts";

const PLOT = {
  isAcross: true,
  along: { title: "", labels: ["yelp", "imdb"] },
  up: { title: "percent", to: 100 },
  bars: [75, 65.25],
  lines: [[70, 60]],
  legend: "",
};

test("a plot is an xychart with its axes, bars and lines", () => {
  expect(mermaidSource("Accuracy", PLOT).split("---\n")[2]).toBe(
    [
      "xychart-beta horizontal",
      "  accTitle: Accuracy",
      '  x-axis ["yelp", "imdb"]',
      '  y-axis "percent" 0 --> 100',
      "  bar [75, 65.25]",
      "  line [70, 60]",
    ].join("\n"),
  );
});

test("a title writes no line of its own, and is never empty", () => {
  expect(mermaidSource("a\nbar [1]\n%% x", PLOT)).toContain("  accTitle: a bar 1 x\n");
  expect(mermaidSource("```", PLOT)).toContain("  accTitle: chart\n");
});
