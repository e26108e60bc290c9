import { describe, expect, test } from "vitest";
import { parseGateLines } from "../audit/gate.ts";
import { judge } from "../audit/judge.ts";
import { exampleSettings, exampleTable } from "./example-table.ts";
import { measureBias } from "./measure-bias.ts";
import type { BiasSettings } from "./settings.ts";

/** 40 of F and 60 of M, the odd one of each selected, and three of X, of whom one was. */
function measure(gates: readonly string[], changes: Partial<BiasSettings> = {}) {
  const sex = [...new Array<string>(40).fill("F"), ...new Array<string>(60).fill("M"), "X", "X", "X"];
  const columns = {
    sex,
    label: sex.map((_, row) => String(row % 2)),
    prediction: sex.map((_, row) => String(row % 2)),
    score: sex.map((_, row) => (row % 2) / 2),
  };
  const candidate = exampleTable(columns);
  const tables = { candidate, baseline: exampleTable(columns) };
  const settings = exampleSettings(["sex"], { gates: parseGateLines(gates, 1), suppressBelow: 5, ...changes });
  return measureBias({ tables, settings });
}

describe("of a group in which people could be recognised", () => {
  test("tables have the name alone, on either side, and so of what would give it away", () => {
    const { tables } = measure(["accuracy"]);
    const rows = tables.flatMap(({ title, rows: of }) => (title.startsWith("sex:") ? of : []));
    const hidden = rows.filter(({ label }) => /^sex=[FX]/.test(label));
    expect(hidden.length).toBeGreaterThan(4);
    for (const { label, n, cells } of hidden) {
      expect(label).toMatch(/^sex=[FX]$/);
      expect(n).toBeNull();
      expect(new Set(cells)).toEqual(new Set([null]));
    }
    const shown = rows.filter(({ label }) => label.startsWith("sex=M"));
    expect(shown.every(({ n }) => n === 60)).toBe(true);
    expect(shown[0]?.cells[0]).toMatchObject({ value: 0.5, n: 60 });
  });

  test("nothing between the groups of its attribute is told", () => {
    const labels = measure(["accuracy"]).tables.flatMap(({ rows }) => rows.map(({ label }) => label));
    expect(labels.filter((label) => label.startsWith("sex:"))).toEqual([]);
    const all = measure(["accuracy"], { suppressBelow: 1 }).tables.flatMap(({ rows }) =>
      rows.map(({ label }) => label),
    );
    expect(all).toContain("sex: demographic-parity-difference");
  });

  test("no gate is passed, by itself or between groups, however wide", () => {
    const { measures } = measure(["accuracy: min=0", "demographic-parity-difference: max=1 max-worsening=1"]);
    const judged = measures.map((one) => [one.of, one.candidate, judge({ ...one, change: one.difference }).verdict]);
    expect(judged).toEqual([
      ["sex=F", null, "inconclusive"],
      ["sex=M", expect.objectContaining({ value: 1, n: 60 }), "pass"],
      ["sex=X", null, "inconclusive"],
      ["sex", null, "inconclusive"],
    ]);
    expect(measures.map(({ baseline, difference }) => [baseline, difference]).filter((_, at) => at !== 1)).toEqual(
      new Array(3).fill([null, null]),
    );
    expect(measures.map(({ hidden }) => hidden)).toEqual([true, undefined, true, true]);
    expect(measures[3]?.note).toMatch(/^Not shown: sex has a group of fewer than 5 rows/);
  });

  test("quotients to it are not told where it is the reference", () => {
    const { tables } = measure(["accuracy"], { references: new Map([["sex", "X"]]) });
    const quotients = tables.filter(({ title }) => title.includes("quotients to"));
    expect(quotients.length).toBeGreaterThan(0);
    for (const { cells } of quotients.flatMap(({ rows }) => rows)) expect(new Set(cells)).toEqual(new Set([null]));
  });

  test("neither notes nor facts say how many it has, a missing value's group included", () => {
    const { measures, facts } = measure(["accuracy: min=0", "demographic-parity-difference"]);
    const told = JSON.stringify([measures.map(({ note }) => note), facts]);
    expect(told).not.toMatch(/\b3 (of|rows)|rests on/);
    expect(facts).toContain("sex: 2 groups are not shown, for a group of fewer than 5 rows");
    const missing = exampleTable({
      sex: ["", "", ..."MMMMMMMM"],
      label: [..."0101010101"],
      prediction: [..."0101010101"],
    });
    const settings = exampleSettings(["sex"], { suppressBelow: 5 });
    const found = measureBias({ tables: { candidate: missing, baseline: null }, settings });
    expect(found.facts).toContain("sex is missing in some of the rows, a group of its own");
  });

  test("of fewer rows in all not even what is of everyone is told", () => {
    const few = exampleTable({ sex: [..."FFF"], label: [..."011"], prediction: [..."110"] });
    const settings = exampleSettings(["sex"], {
      suppressBelow: 5,
      gates: parseGateLines(["generalized-entropy-index: max=1"], 1),
    });
    const { measures, tables } = measureBias({ tables: { candidate: few, baseline: null }, settings });
    expect(measures).toEqual([expect.objectContaining({ of: null, candidate: null, hidden: true })]);
    expect(measures[0]?.note).toMatch(/^Not shown: there are fewer than 5 rows/);
    expect(new Set(tables.flatMap(({ rows }) => rows.flatMap(({ n, cells }) => [n, ...cells])))).toEqual(
      new Set([null]),
    );
  });

  test("the threshold is a whole number from 1 on, which tells of all", () => {
    expect(measure(["accuracy"], { suppressBelow: 1 }).measures.map(({ candidate }) => candidate?.n)).toEqual([
      40, 60, 3,
    ]);
    expect(() => measure([], { suppressBelow: 0 })).toThrow("suppress-below is 0; a whole number from 1 on is allowed");
  });
});
