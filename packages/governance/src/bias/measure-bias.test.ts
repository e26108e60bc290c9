import { UserError } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import { conformsEach } from "../../../../test/harness/conforms.ts";
import { type GateLine, parseGateLines } from "../audit/gate.ts";
import { exampleSettings, exampleTable } from "./example-table.ts";
import { measureBias } from "./measure-bias.ts";

const gates = (...metrics: string[]): readonly GateLine[] => parseGateLines(metrics, 1);

/** The example of fairlearn's user guide on assessment, whose numbers its own tests check. */
const GUIDE = {
  label: [..."011110101000111111"],
  prediction: [..."001011100111100110"],
  group: [..."bbabbcccaacabccbcc"],
};

const guide = exampleTable(GUIDE);

function measured(metric: string, table = guide, attribute = "group"): number | undefined {
  const settings = exampleSettings([attribute], { gates: gates(metric), resamples: 20 });
  const { measures } = measureBias({ tables: { candidate: table, baseline: null }, settings });
  return measures[0]?.candidate?.value;
}

describe("fairlearn's documented example", () => {
  conformsEach({
    area: "Bias and privacy",
    claim: "its user guide's example, metric by metric",
    peer: "fairlearn's documentation",
  });
  test.each([
    ["true-positive-rate-difference", 0.2],
    ["equal-opportunity-difference", 0.2],
    ["false-positive-rate-difference", 1],
    ["demographic-parity-difference", 0.25],
    ["demographic-parity-ratio", 2 / 3],
    ["equal-opportunity-ratio", 2 / 3],
    ["false-positive-rate-ratio", 0],
    ["equalized-odds-difference", 1],
    ["equalized-odds-difference(agg=mean)", 0.6],
    ["equalized-odds-ratio", 0],
    ["tpr-difference-to-overall", 0.1],
    ["fpr-difference-to-overall", 2 / 3],
    ["selection-rate-difference-to-overall", 0.19444444],
    ["tpr-ratio-to-overall", 0.8],
    ["fpr-ratio-to-overall", 0],
    ["selection-rate-ratio-to-overall", 0.74074074],
    ["tpr(group=a)", 0.5],
    ["tpr(group=b)", 0.6],
    ["tpr(group=c)", 0.4],
    ["fpr(group=a)", 1],
    ["fpr(group=c)", 2 / 3],
    ["selection-rate(group=a)", 0.75],
  ])("%s is %f", (metric, expected) => {
    expect(measured(metric)).toBeCloseTo(expected, 7);
  });

  test("every group has its rows, and Wilson's interval", () => {
    const { tables } = measureBias({
      tables: { candidate: guide, baseline: null },
      settings: exampleSettings(["group"]),
    });
    const rates = tables.find(({ title }) => title === "group: rates by group, candidate");
    expect(rates?.rows.map(({ label, n }) => [label, n])).toEqual([
      ["group=a", 4],
      ["group=b", 6],
      ["group=c", 8],
    ]);
    // 3 of 4 at 95 %: 0.3006 to 0.9544, as statsmodels' proportion_confint(method="wilson") has it.
    const selection = rates?.rows[0]?.cells[0];
    expect(selection).toMatchObject({ value: 0.75, n: 4, positives: 3 });
    expect(selection?.low).toBeCloseTo(0.3006, 4);
    expect(selection?.high).toBeCloseTo(0.9544, 4);
  });
});

test("an unknown metric is answered with the nearest", () => {
  expect(() => measured("demographic-parity-diference")).toThrow(
    new UserError('"demographic-parity-diference" is no metric of bias; did you mean demographic-parity-difference?'),
  );
});
