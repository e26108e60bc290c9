import { createRandom, type Random, wilsonInterval } from "@airworthy/stats";
import { describe, expect, test } from "vitest";
import { parseGateLines } from "../audit/gate.ts";
import { judge } from "../audit/judge.ts";
import { exampleSettings, exampleTable } from "./example-table.ts";
import { measureBias } from "./measure-bias.ts";
import type { BiasSettings } from "./settings.ts";

type Columns = Record<string, string[] | number[]>;

function measure(
  columns: Columns,
  gates: readonly string[],
  attributes = ["sex"],
  changes: Partial<BiasSettings> = {},
) {
  const { baseline, ...shared } = columns;
  const candidate = exampleTable(shared);
  const tables = {
    candidate,
    baseline: baseline === undefined ? null : exampleTable({ ...shared, prediction: baseline }),
  };
  const settings = exampleSettings(attributes, { gates: parseGateLines(gates, changes.minimum ?? 1), ...changes });
  return measureBias({ tables, settings });
}

const choose = (random: Random, rate: number) => (random.next() < rate ? "1" : "0");

function people(rows: number, seed: number): Record<"sex" | "label" | "prediction" | "baseline", string[]> {
  const random = createRandom(seed);
  const sex = Array.from({ length: rows }, () => (random.next() < 0.4 ? "F" : "M"));
  return {
    sex,
    label: sex.map(() => choose(random, 0.5)),
    prediction: sex.map((value) => choose(random, value === "F" ? 0.3 : 0.5)),
    baseline: sex.map(() => choose(random, 0.5)),
  };
}

describe("what nobody can tell is never fair", () => {
  const alike = { sex: ["F", "F", "M", "M"], label: [..."0101"], prediction: [..."0101"] };

  test("a declared group that is absent leaves a figure without evidence", () => {
    const [measured] = measure(alike, ["demographic-parity-difference: max=1"], ["sex=F|M|X"]).measures;
    expect(measured?.candidate).toMatchObject({ value: 0, n: 0 });
    expect(measured?.note).toBe("No row is of sex=X: nothing tells how they fare.");
    if (measured === undefined) throw new Error("nothing was measured");
    expect(judge({ ...measured, change: measured.difference }).verdict).toBe("inconclusive");
  });

  test("of every two declared groups that never meet, too", () => {
    const [measured] = measure(
      { ...alike, age: ["old", "young", "old", "old"] },
      ["demographic-parity-difference"],
      ["sex=F|M & age=old|young"],
    ).measures;
    expect(measured?.candidate?.n).toBe(0);
    expect(measured?.note).toContain("sex=M & age=young");
  });

  test("a small group is what the figure rests on, and is named", () => {
    const table = {
      sex: [...new Array<string>(50).fill("F"), ...new Array<string>(50).fill("M"), "X", "X"],
      label: [..."01".repeat(51)],
      prediction: [..."01".repeat(51)],
    };
    const [measured] = measure(table, ["demographic-parity-difference: max=1"], ["sex"], { minimum: 20 }).measures;
    expect(measured?.candidate?.n).toBe(2);
    expect(measured?.note).toBe("demographic-parity-difference rests on 2 of sex=X, fewer than 20.");
  });

  test("a rate rests on the rows that it divides by", () => {
    const table = { sex: [..."FFFFMMMM"], label: [..."10001100"], prediction: [..."10001000"] };
    const [measured] = measure(table, ["true-positive-rate-difference"]).measures;
    // One of one against one of two.
    expect(measured?.candidate).toMatchObject({ value: 0.5, n: 1, positives: 1 });
  });

  test("a rate of no rows is not there, and neither is what compares it", () => {
    const table = { sex: [..."FFMM"], label: [..."0001"], prediction: [..."0101"] };
    const { measures } = measure(table, ["true-positive-rate", "true-positive-rate-difference"]);
    expect(measures.map(({ of, candidate }) => [of, candidate?.value])).toEqual([
      ["sex=F", undefined],
      ["sex=M", 1],
      ["sex", undefined],
    ]);
    expect(measures[2]?.note).toBe("equal-opportunity-difference is not defined: no row of sex=F counts for it.");
  });

  test("one group alone is not on a par with itself", () => {
    const [measured] = measure({ ...alike, sex: [..."FFFF"] }, ["demographic-parity-difference"]).measures;
    expect(measured?.candidate).toBeNull();
    expect(measured?.note).toBe("sex has one group only.");
  });

  test("values that are missing are a group of their own, and said", () => {
    const { tables, facts } = measure({ ...alike, sex: ["F", "", "M", ""] }, ["demographic-parity-difference"]);
    expect(tables.at(-2)?.rows.map(({ label }) => label)).toEqual(["sex=(missing)", "sex=F", "sex=M"]);
    expect(facts).toContain("sex is missing in 2 of the rows, a group of its own");
  });

  test("groups of which no row was selected are not certainly alike", () => {
    const table = {
      sex: [...new Array<string>(30).fill("F"), ...new Array<string>(30).fill("M")],
      label: new Array<string>(60).fill("1"),
      prediction: new Array<string>(60).fill("0"),
    };
    const [measured] = measure(table, ["equal-opportunity-difference"]).measures;
    expect(measured?.candidate).toMatchObject({ value: 0, low: 0 });
    expect(measured?.candidate?.high).toBeCloseTo(wilsonInterval(0, 30, 0.95).high, 12);
  });

  test("a group may be called whatever it likes", () => {
    const { measures } = measure({ ...alike, sex: ["__proto__", "__proto__", "constructor", "constructor"] }, [
      "accuracy",
    ]);
    expect(measures.map(({ of }) => of)).toEqual(["sex=__proto__", "sex=constructor"]);
  });
});

describe("resampling", () => {
  test("the order of rows changes nothing", () => {
    const columns = people(400, 3);
    const order = Array.from({ length: 400 }, (_, row) => (row * 151) % 400);
    const shuffled = Object.fromEntries(
      Object.entries(columns).map(([name, values]) => [name, order.map((row) => values[row] ?? "")]),
    );
    expect(measure(shuffled, [])).toEqual(measure(columns, []));
  });

  test("other names of groups change no value", () => {
    const { sex, ...columns } = people(400, 4);
    const renamed = sex.map((value) => (value === "F" ? "zeta" : "eta"));
    const values = (columnsOf: Columns) =>
      measure(columnsOf, ["equalized-odds-difference", "demographic-parity-ratio"]).measures.map((one) => [
        one.candidate?.value,
        one.difference?.estimate,
      ]);
    expect(values({ ...columns, sex: renamed })).toEqual(values({ ...columns, sex }));
  });

  test("the same predictions differ by nothing, surely", () => {
    const columns = people(300, 5);
    const { measures } = measure({ ...columns, baseline: columns.prediction }, []);
    expect(measures.map(({ difference }) => difference)).toEqual([
      { estimate: 0, low: 0, high: 0 },
      { estimate: 0, low: 0, high: 0 },
    ]);
  });

  test("a row of weight 2 counts as two, but is one row of evidence", () => {
    const columns = people(200, 6);
    const twice = Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, [...values, ...values]]));
    const [doubled] = measure(twice, ["demographic-parity-difference"]).measures;
    const [weighted] = measure({ ...columns, weight: new Array<number>(200).fill(2) }, [
      "demographic-parity-difference",
    ]).measures;
    expect(weighted?.candidate?.value).toBeCloseTo(doubled?.candidate?.value ?? Number.NaN, 12);
    expect((weighted?.candidate?.n ?? 0) * 2).toBe(doubled?.candidate?.n);
  });

  test("rows of one cluster are no more evidence than one of them", () => {
    const columns = people(200, 7);
    const repeated = (values: string[]) => values.flatMap((value) => new Array<string>(10).fill(value));
    const tenfold = Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, repeated(values)]));
    const person = repeated(Array.from({ length: 200 }, (_, row) => `p${row}`));
    const width = (table: Columns, cluster: string | null) => {
      const [measured] = measure(table, ["demographic-parity-difference"], ["sex"], {
        cluster,
        resamples: 1000,
      }).measures;
      return (measured?.difference?.high ?? Number.NaN) - (measured?.difference?.low ?? Number.NaN);
    };
    const once = width(columns, null);
    expect(width({ ...tenfold, person }, "person") / once).toBeCloseTo(1, 0);
    expect(width(tenfold, null)).toBeLessThan(once / 2);
  });
});

describe("gates", () => {
  const columns = people(300, 8);

  test("without any, no gap may widen", () => {
    const { measures } = measure(columns, []);
    expect(measures.map(({ metric, gate }) => [metric, gate.limits])).toEqual([
      ["demographic-parity-difference", [{ rule: "max-worsening", limit: 0.02 }]],
      ["equalized-odds-difference", [{ rule: "max-worsening", limit: 0.02 }]],
    ]);
  });

  test("that of an attribute counts before that of all", () => {
    const { measures } = measure(
      { ...columns, age: columns.label },
      ["accuracy-difference: max=0.2", "accuracy-difference(age): max=0.1"],
      ["sex", "age", "sex & age"],
    );
    expect(measures.map(({ of, gate }) => [of, gate.limits[0]?.limit])).toEqual([
      ["sex", 0.2],
      ["age", 0.1],
      ["sex & age", 0.2],
    ]);
  });

  test("the 80 % rule has its limit and its caveat", () => {
    const [measured] = measure(columns, ["eighty-percent-rule"]).measures;
    expect(measured?.gate.limits).toEqual([{ rule: "min", limit: 0.8 }]);
    expect(measured?.note).toContain("It is no test of discrimination");
    expect(
      measure(columns, [])
        .tables.flatMap(({ rows }) => rows.map(({ label }) => label))
        .join(),
    ).not.toContain("eighty");
  });

  test.each([
    ["accuracy-difference(income)", "is of no attribute or group of this audit"],
    ["calibration-gap", 'calibration-gap needs the column "score"'],
    ["mae-ratio", "mae-ratio is not of the task classification"],
    ["equalized-odds-difference(agg=best)", "worst_case or mean is allowed"],
    ["accuracy-difference(agg=mean)", "accuracy-difference has no parameter agg"],
    ["theil-index(sex)", "it is of everyone together, of no attribute"],
    ["accuracy-difference(sex, age)", "one attribute or group may stand between the brackets"],
    ["demographic-parity-difference(class=7)", 'class is "7", which is none'],
  ])("%s is refused: %s", (gate, problem) => {
    expect(() => measure(columns, [gate])).toThrow(problem);
  });

  test("the positive class must be a label", () => {
    expect(() => measure(columns, [], ["sex"], { positive: "yes" })).toThrow('no label is "yes", the positive class');
  });
});
