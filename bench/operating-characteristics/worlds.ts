import { normalCdf, normalQuantile, type Random } from "@airworthy/stats";
import type { ComparedSides } from "../../packages/comparison/src/inference/estimate-types.ts";
import { emptyTally } from "../../packages/comparison/src/metrics/counts/tally.ts";
import type { Metric } from "../../packages/comparison/src/metrics/metric.ts";
import { parseMetric } from "../../packages/comparison/src/metrics/parse-metric.ts";
import { compared, correlated, numbers, outcomes, pairs, shareInClusters, sideOf, texts } from "./simulated-rows.ts";

/** Where the true difference between two versions is known. */
export interface World {
  /** Of several, p-values are corrected by Holm's method, and only the first one's change is not zero. */
  readonly metrics: readonly Metric[];
  /** What the candidate's loss is where there is one, in words. */
  readonly loss: string;
  /** The first metric's true difference, candidate minus baseline. */
  truth(hasLoss: boolean): number;
  draw(random: Random, rows: number, hasLoss: boolean): ComparedSides;
}

const CLASS_SHARES = [0.6, 0.3, 0.1];

/** Right in 85 % of rows, or in 80 %; in 7 of 10 rows what is hard for one version is hard for the other. */
export function accuracyWorld(isClustered: boolean): World {
  const skills = (hasLoss: boolean) => [hasLoss ? 0.8 : 0.85, 0.85] as const;
  return {
    metrics: [metricNamed("accuracy")],
    loss: "5 pp of 85 %",
    truth: (hasLoss) => skills(hasLoss)[0] - skills(hasLoss)[1],
    draw: (random, rows, hasLoss) => {
      const labels = new Uint8Array(rows).map((_, row) => row % 2);
      const right = pairs(rows, () => outcomes(random, skills(hasLoss)));
      if (isClustered) shareInClusters(random, right);
      const predictions = (which: 0 | 1) => labels.map((label, row) => (right[which][row] === 1 ? label : 1 - label));
      return compared(labels, ["no", "yes"], predictions(0), predictions(1), isClustered);
    },
  };
}

/** Three uneven classes; a wrong prediction is either of the others. */
export function macroF1World(): World {
  const metric = metricNamed("macro-f1");
  if (metric.kind !== "counts") throw new Error("macro-f1 is not of counts");
  const skills = (hasLoss: boolean) => [hasLoss ? 0.74 : 0.8, 0.8] as const;
  const expected = (skill: number) => {
    const tally = emptyTally(["a", "b", "c"]);
    tally.rows = 1;
    tally.right = skill;
    for (const [code, share] of CLASS_SHARES.entries()) {
      tally.support[code] = share;
      tally.hits[code] = share * skill;
      tally.predicted[code] = share * skill + ((1 - share) * (1 - skill)) / 2;
    }
    return metric.of(tally);
  };
  return {
    metrics: [metric],
    loss: "right in 74 % for 80 %",
    truth: (hasLoss) => expected(skills(hasLoss)[0]) - expected(skills(hasLoss)[1]),
    draw: (random, rows, hasLoss) => {
      const labels = new Uint8Array(rows).map(() => {
        const place = random.next();
        return place < 0.6 ? 0 : place < 0.9 ? 1 : 2;
      });
      const right = pairs(rows, () => outcomes(random, skills(hasLoss)));
      const predictions = (which: 0 | 1) =>
        labels.map((label, row) => (right[which][row] === 1 ? label : (label + 1 + random.integer(2)) % 3));
      return compared(labels, ["a", "b", "c"], predictions(0), predictions(1), false);
    },
  };
}

/** Log-normal values of which half the variance is the row's; the candidate's first are 15 % larger where there is a loss. */
export function meansWorld(count: number): World {
  const names = Array.from({ length: count }, (_, index) => `error-${index + 1}`);
  return {
    metrics: names.map((name) => ({ ...metricNamed(`mean(column=${name})`) })),
    loss: count === 1 ? "15 %" : "15 % of one",
    truth: (hasLoss) => (hasLoss ? 0.15 : 0) * Math.exp(0.49),
    draw: (random, rows, hasLoss) => {
      const columns = names.map((name, index) => {
        const values = pairs(rows, () => correlated(random).map((z) => Math.exp(Math.sqrt(0.98) * z)));
        if (hasLoss && index === 0) for (const [row, value] of values[0].entries()) values[0][row] = 1.15 * value;
        return [name, values] as const;
      });
      const side = (which: 0 | 1) => new Map(columns.map(([name, values]) => [name, numbers(values[which])]));
      return { candidate: sideOf(rows, side(0)), baseline: sideOf(rows, side(1)), clusters: null };
    },
  };
}

/** Normal scores, a third of the rows positive, whose means are 1.2 deviations apart, or 0.9. */
export function aucWorld(): World {
  const area = (apart: number) => normalCdf(apart / Math.SQRT2);
  const apart = (hasLoss: boolean) => [hasLoss ? 0.9 : 1.2, 1.2] as const;
  return {
    metrics: [metricNamed("roc-auc")],
    loss: ".738 for .802",
    truth: (hasLoss) => area(apart(hasLoss)[0]) - area(1.2),
    draw: (random, rows, hasLoss) => {
      const labels = Uint8Array.from({ length: rows }, (_, row) => (row % 3 === 0 ? 1 : 0));
      const scores = pairs(rows, () => correlated(random));
      const side = (which: 0 | 1) => {
        const moved = scores[which].map((score, row) => score + (labels[row] === 1 ? apart(hasLoss)[which] : 0));
        return sideOf(
          rows,
          new Map([
            ["label", texts(labels, ["no", "yes"])],
            ["score", numbers(moved)],
          ]),
          ["no", "yes"],
        );
      };
      return { candidate: side(0), baseline: side(1), clusters: null };
    },
  };
}

/** Log-normal latencies. */
export function p95World(): World {
  const deviation = 0.5;
  const p95 = 100 * Math.exp(deviation * normalQuantile(0.95));
  return {
    metrics: [metricNamed("p95(column=latency_ms)")],
    loss: "20 %",
    truth: (hasLoss) => (hasLoss ? 0.2 : 0) * p95,
    draw: (random, rows, hasLoss) => {
      const latencies = pairs(rows, () => {
        const [now, was] = correlated(random).map((z) => 100 * Math.exp(deviation * z));
        return [(hasLoss ? 1.2 : 1) * (now ?? 0), was ?? 0];
      });
      const side = (which: 0 | 1) => sideOf(rows, new Map([["latency_ms", numbers(latencies[which])]]));
      return { candidate: side(0), baseline: side(1), clusters: null };
    },
  };
}

function metricNamed(name: string): Metric {
  return parseMetric(name, { positive: "yes", isMultiLabel: false });
}
