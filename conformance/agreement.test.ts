import { describe, expect, test } from "vitest";
import { type Agreement, readLog } from "./agreement.ts";
import { disagreements } from "./compare.ts";

const QUANTILES: Agreement = {
  area: "Statistics",
  claim: "quantiles",
  peer: "SciPy",
  version: "1.17.1",
  cases: 10,
  test: "test/interop/statistics.test.ts",
};

function logOf(...agreements: readonly object[]): string {
  return agreements.map((agreement) => `${JSON.stringify(agreement)}\n`).join("");
}

describe("a log", () => {
  test("adds up what is noted several times under one claim, and keeps the largest difference", () => {
    const largest = { difference: 2e-12, kind: "relative" } as const;
    const smaller = { difference: 1e-12, kind: "relative" } as const;
    const log = logOf(
      { ...QUANTILES, largest: smaller },
      { ...QUANTILES, cases: 5, differing: 2, largest },
      { ...QUANTILES, claim: "tails", cases: 1 },
    );
    expect(readLog(log, "log")).toEqual([
      { ...QUANTILES, cases: 15, differing: 2, largest },
      { ...QUANTILES, claim: "tails", cases: 1 },
    ]);
  });

  test("is in the order of areas, whatever the order of tests was", () => {
    const package_ = { ...QUANTILES, area: "Packages and signatures", peer: "skopeo" };
    expect(readLog(logOf(QUANTILES, package_), "log").map(({ peer }) => peer)).toEqual(["skopeo", "SciPy"]);
  });

  test.each([
    ["nothing compared", { ...QUANTILES, cases: 0 }],
    ["no count", { ...QUANTILES, cases: null }],
    ["half a case", { ...QUANTILES, cases: 1.5 }],
    ["an unknown area", { ...QUANTILES, area: "Elsewhere" }],
    ["a difference that is NaN", { ...QUANTILES, largest: { difference: null, kind: "relative" } }],
    ["no peer", { ...QUANTILES, peer: "" }],
    ["an unknown field", { ...QUANTILES, agreed: true }],
  ])("with %s is refused, with its line", (_, agreement) => {
    expect(() => readLog(logOf(QUANTILES, agreement), "log.jsonl")).toThrow(/^log\.jsonl:2: this is no agreement: /);
  });

  test("that is cut short is refused, and so is one peer of two versions, or with two notes", () => {
    expect(() => readLog(logOf(QUANTILES).slice(0, -5), "log")).toThrow("log:1: this is no agreement");
    expect(() => readLog(logOf(QUANTILES, { ...QUANTILES, version: "1.18" }), "log")).toThrow(/noted twice.*1\.18/);
    expect(() => readLog(logOf({ ...QUANTILES, note: "a" }, QUANTILES), "log")).toThrow(/noted twice.*note a/);
  });
});

describe("a run and what is written", () => {
  test("agree where claims and counts are the same, whatever the versions and last digits", () => {
    const elsewhere: Agreement = { ...QUANTILES, version: "1.18", largest: { difference: 1, kind: "absolute" } };
    expect(disagreements([QUANTILES], [elsewhere])).toEqual([]);
  });

  test("differ by a claim that was not compared, one that is not written, and a count", () => {
    const tails = { ...QUANTILES, claim: "tails" };
    expect(
      disagreements(
        [QUANTILES, tails],
        [
          { ...tails, differing: 1 },
          { ...QUANTILES, peer: "R" },
        ],
      ),
    ).toEqual([
      "was not compared: quantiles (SciPy, test/interop/statistics.test.ts)",
      "tails (SciPy, test/interop/statistics.test.ts): 0 differing of 10 is written, 1 differing of 10 was found",
      "is not written: quantiles (R, test/interop/statistics.test.ts)",
    ]);
    expect(disagreements([{ ...QUANTILES, note: "why" }], [{ ...QUANTILES, note: "because" }])).toEqual([
      "quantiles (SciPy, test/interop/statistics.test.ts): 0 differing of 10 (why) is written, 0 differing of 10 (because) was found",
    ]);
    expect(disagreements([QUANTILES], [])).toHaveLength(1);
  });
});
