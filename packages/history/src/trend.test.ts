import { type Block, renderMarkdown } from "@airworthy/report";
import { describe, expect, test } from "vitest";
import type { HistoryEntry } from "./entry.ts";
import type { TrendNow } from "./series.ts";
import { exampleEntry, exampleVersion } from "./testing/example-entry.ts";
import { trendFolds } from "./trend.ts";

const NOW: TrendNow = {
  candidate: exampleVersion("3.0.0"),
  commit: "f".repeat(40),
  metrics: [{ name: "accuracy", value: 0.8, unit: "rate", better: "higher" }],
  mainLine: "main",
};

/** A run of the main line: the commit's digit, and what accuracy was; null where it was not measured. */
function run(commit: string, accuracy: number | null, given: Partial<HistoryEntry> = {}): HistoryEntry {
  const metrics: HistoryEntry["metrics"] =
    accuracy === null ? [] : [{ name: "accuracy", value: accuracy, unit: "rate", better: "higher" }];
  return exampleEntry({ commit: commit.repeat(40), candidate: exampleVersion(`1.${commit}`), metrics, ...given });
}

function values(entries: readonly HistoryEntry[], now: TrendNow = NOW): (number | null)[] {
  const chart = blocks(entries, now).find((block) => block.kind === "chart");
  return chart?.drawing.shape === "trend" ? chart.drawing.points.map(({ value }) => value) : [];
}

function blocks(entries: readonly HistoryEntry[], now: TrendNow = NOW): readonly Block[] {
  return trendFolds(entries, now).flatMap((fold) => fold.blocks);
}

test("a metric with two earlier values is a row with a line of eighths, and a chart", () => {
  const [fold, ...others] = trendFolds([run("1", 0.7), run("2", 0.9)], NOW);
  expect(others).toEqual([]);
  expect(fold?.summary).toBe("Trend of 1 metric over 3 versions");
  expect(fold?.blocks[0]).toMatchObject({
    kind: "table",
    rows: [["accuracy", { kind: "code", text: "▁█▅" }, "70.0 %", "90.0 %", { kind: "strong", text: "80.0 %" }, "3"]],
  });
  expect(fold?.blocks[1]).toMatchObject({
    kind: "chart",
    title: "accuracy",
    description: "accuracy over 3 versions: 70.0 % at first, 90.0 % before, 80.0 % now",
    drawing: {
      shape: "trend",
      unit: "rate",
      points: [
        { label: "1.1", value: 0.7 },
        { label: "1.2", value: 0.9 },
        { label: "3.0.0", value: 0.8 },
      ],
    },
  });
});

describe("there is no trend", () => {
  test.each([
    ["without a history", []],
    ["of one earlier value", [run("1", 0.7)]],
    [
      "of values of another model",
      [run("1", 0.7), run("2", 0.8)].map((each) => ({ ...each, candidate: exampleVersion("1", "other") })),
    ],
    [
      "of values in another unit",
      [run("1", 0.7), run("2", 0.8)].map((each) => ({
        ...each,
        metrics: each.metrics.map((metric) => ({ ...metric, unit: "number" as const })),
      })),
    ],
  ])("%s", (_, entries) => {
    expect(trendFolds(entries, NOW)).toEqual([]);
  });

  test("to what is no number now", () => {
    const metrics = [{ name: "accuracy", value: Number.NaN, unit: "rate", better: "higher" } as const];
    expect(trendFolds([run("1", 0.7), run("2", 0.8)], { ...NOW, metrics })).toEqual([]);
  });
});

describe("the versions of a trend", () => {
  test("are those of the main line, where it has any", () => {
    const branch = run("9", 0.1, { line: "pull/9" });
    expect(values([run("1", 0.7), branch, run("2", 0.9)])).toEqual([0.7, 0.9, 0.8]);
    const off = [run("1", 0.7, { line: "pull/1" }), run("2", 0.9, { line: null })];
    expect(values(off)).toEqual([0.7, 0.9, 0.8]);
    expect(values(off, { ...NOW, mainLine: null })).toEqual([0.7, 0.9, 0.8]);
  });

  test("are never a pull request's where there is any branch's, also where nobody knows the main line", () => {
    const entries = [run("1", 0.7), run("2", 0.9), run("8", 0.1, { line: "pull/8" }), run("9", 0.1, { line: null })];
    for (const mainLine of [null, "trunk"]) expect(values(entries, { ...NOW, mainLine })).toEqual([0.7, 0.9, 0.8]);
  });

  test("have the values of the last run, also where an earlier one ended after it", () => {
    const late = run("2", 0.1, { run: { id: 1000, attempt: 1 } });
    const rerun = run("2", 0.9, { run: { id: 1000, attempt: 2 } });
    expect(values([run("1", 0.7), rerun, late])).toEqual([0.7, 0.9, 0.8]);
    expect(values([run("1", 0.7), late, rerun])).toEqual([0.7, 0.9, 0.8]);
  });

  test("have each commit once, in its place and with its last value", () => {
    expect(values([run("1", 0.5), run("2", 0.9), run("1", 0.7)])).toEqual([0.7, 0.9, 0.8]);
  });

  test("do not have what is reported now a second time", () => {
    expect(values([run("1", 0.7), run("2", 0.9), run("f", 0.8)])).toEqual([0.7, 0.9, 0.8]);
    const now = { ...NOW, commit: null, candidate: { ...NOW.candidate, sha256: "9".repeat(64) } };
    const same = run("1", 0.1, { commit: null, candidate: now.candidate });
    expect(values([run("1", 0.7), run("2", 0.9), same], now)).toEqual([0.7, 0.9, 0.8]);
  });

  test("without the metric are gaps, but for those before it was first measured", () => {
    expect(values([run("1", null), run("2", 0.7), run("3", null), run("4", 0.9)])).toEqual([0.7, null, 0.9, 0.8]);
  });

  test("are the last thirty", () => {
    const many = Array.from({ length: 40 }, (_, index) =>
      run("1", index / 100, { commit: index.toString(16).padStart(40, "0") }),
    );
    const shown = values(many);
    expect(shown).toHaveLength(30);
    expect(shown.slice(0, 2)).toEqual([0.11, 0.12]);
    expect(shown.at(-1)).toBe(0.8);
  });
});

test("a metric that is called as a part of every object is followed like another", () => {
  const metric = { name: "__proto__", value: 0.5, unit: "number", better: "lower" } as const;
  const entries = [run("1", 0, { metrics: [metric] }), run("2", 0, { metrics: [{ ...metric, value: 0.25 }] })];
  expect(values(entries, { ...NOW, metrics: [metric, metric] })).toEqual([0.5, 0.25, 0.5]);
});

test("what a name holds stays text", () => {
  const name = "<img src=x> @octocat | `x`";
  const metrics = [{ name, value: 0.8, unit: "rate", better: "higher" } as const];
  const entries = [run("1", 0, { metrics }), run("2", 0, { metrics })];
  const { text } = renderMarkdown(trendFolds(entries, { ...NOW, metrics }));
  expect(text).not.toMatch(/<img|[^\\&;>]@octocat/);
});
