import { createRandom, percentileInterval, type Random, seedFrom } from "@airworthy/stats";
import { describe, expect, test } from "vitest";
import { parseAttributes } from "../attribute.ts";
import { exampleSettings, exampleTable } from "../example-table.ts";
import { groupRows } from "../groups.ts";
import { createMetric } from "../metrics/metric.ts";
import { parseBiasMetric } from "../metrics/parse-metric.ts";
import { classRows } from "../samples/class-rows.ts";
import { classSample } from "../samples/class-sample.ts";
import { drawMetrics } from "./draw-metrics.ts";
import { takeFigures } from "./take-figures.ts";

const LEVEL = 0.95;
const RESAMPLES = 200;
const WORLDS = 300;

/** Of 300 worlds at 95 %, four standard errors below: 4 * sqrt(0.95 * 0.05 / 300). */
const LEAST_COVERAGE = LEVEL - 0.05;

/** Selection rates by group, the baseline's where there is one, and how many rows each group has. */
interface World {
  readonly rates: readonly number[];
  readonly was?: readonly number[];
  readonly rows: number;
}

function measured({ rates, was, rows }: World, metricName: string, world: number) {
  const random = createRandom(seedFrom(world, "coverage"));
  const group = rates.flatMap((_, index) => new Array<string>(rows).fill(`g${index}`));
  const side = (byGroup: readonly number[]) =>
    exampleTable({
      group,
      label: group.map((_, row) => String(row % 2)),
      prediction: group.map((_, row) => chosen(random, byGroup[Math.floor(row / rows)] ?? 0)),
    });
  const table = side(rates);
  const [attribute] = parseAttributes(["group"]);
  if (attribute === undefined) throw new Error("an attribute is parsed");
  const grouping = groupRows(table, attribute, undefined);
  const classes = classRows(table, was === undefined ? null : side(was), exampleSettings(["group"]));
  const sample = classSample(classes, grouping, null);
  const asked = parseBiasMetric(metricName, "classification");
  const metric = createMetric(asked, { grouping, classes: classes.classes, group: 0 });
  const taking = { classes: 1, level: LEVEL, resamples: RESAMPLES, seed: world };
  const [figures] = takeFigures(sample, [metric], taking);
  const [draws] = drawMetrics(sample, [metric], taking).candidate;
  return {
    ours: was === undefined ? figures?.candidate : figures?.difference,
    percentile: percentileInterval(draws?.values ?? new Float64Array(), LEVEL),
  };
}

function chosen(random: Random, rate: number): string {
  return random.next() < rate ? "1" : "0";
}

/** The share of worlds whose interval holds the truth: ours, and the plain percentile interval of the same draws. */
function coverage(world: World, metric: string, truth: number) {
  let held = 0;
  let heldByPercentile = 0;
  for (let index = 0; index < WORLDS; index++) {
    const { ours, percentile } = measured(world, metric, index);
    if ((ours?.low ?? Number.NaN) <= truth && truth <= (ours?.high ?? Number.NaN)) held++;
    if (percentile.low <= truth && truth <= percentile.high) heldByPercentile++;
  }
  return { ours: held / WORLDS, percentile: heldByPercentile / WORLDS };
}

const EQUAL: World = { rates: [0.3, 0.3, 0.3, 0.3, 0.3], rows: 100 };

describe("an interval of what is between groups holds the truth as often as it says", () => {
  test.each<[string, World, string, number]>([
    ["two groups alike", { rates: [0.3, 0.3], rows: 100 }, "demographic-parity-difference", 0],
    ["five groups alike", EQUAL, "demographic-parity-difference", 0],
    ["two groups a little apart", { rates: [0.3, 0.35], rows: 100 }, "demographic-parity-difference", 0.05],
    ["three groups apart", { rates: [0.2, 0.4, 0.5], rows: 100 }, "demographic-parity-difference", 0.3],
    ["five groups, one apart", { rates: [0.3, 0.3, 0.3, 0.3, 0.5], rows: 100 }, "demographic-parity-difference", 0.2],
    ["hardly anyone selected", { rates: [0.01, 0.02], rows: 100 }, "demographic-parity-difference", 0.01],
    ["nearly everyone selected", { rates: [0.99, 0.995, 0.97], rows: 60 }, "demographic-parity-difference", 0.025],
    ["ratio of groups alike", { rates: [0.3, 0.3, 0.3], rows: 100 }, "demographic-parity-ratio", 1],
    ["ratio of groups apart", { rates: [0.2, 0.4], rows: 150 }, "demographic-parity-ratio", 0.5],
    ["odds of groups alike", { rates: [0.5, 0.5, 0.5], rows: 120 }, "equalized-odds-difference", 0],
    ["odds of groups apart", { rates: [0.3, 0.6], rows: 150 }, "equalized-odds-difference", 0.3],
    ["no change", { rates: [0.3, 0.4], was: [0.3, 0.4], rows: 100 }, "demographic-parity-difference", 0],
    ["a gap that opens", { rates: [0.3, 0.5], was: [0.4, 0.4], rows: 100 }, "demographic-parity-difference", 0.2],
    [
      "a gap of four",
      { rates: [0.3, 0.3, 0.3, 0.5], was: [0.3, 0.3, 0.3, 0.3], rows: 100 },
      "demographic-parity-difference",
      0.2,
    ],
    [
      "a gap that closes",
      { rates: [0.4, 0.4, 0.4], was: [0.3, 0.4, 0.5], rows: 100 },
      "demographic-parity-difference",
      -0.2,
    ],
    ["a first few", { rates: [0, 0.03], was: [0, 0], rows: 100 }, "demographic-parity-difference", 0.03],
  ])("%s", (_, world, metric, truth) => {
    const { ours } = coverage(world, metric, truth);
    expect(ours).toBeGreaterThanOrEqual(LEAST_COVERAGE);
  });

  test("which the percentile interval by itself does not, of groups that are alike", () => {
    expect(coverage(EQUAL, "demographic-parity-difference", 0).percentile).toBeLessThan(0.5);
  });
});
