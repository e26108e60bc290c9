import { type MetricContext, parseMetric, type RowDrawing, resampleHere, type Side } from "@airworthy/comparison";
import { createRandom } from "@airworthy/stats";
import { expect, test } from "vitest";
import { threadedResampler } from "./threaded-resampler.ts";

const CONTEXT: MetricContext = { positive: "yes", isMultiLabel: false };
const never = new AbortController().signal;

/** 5,500 draws of 5,000 rows on two sides are 55 million visits: enough for threads. */
function drawing(name: string, draws = 5500): RowDrawing {
  const metric = parseMetric(name, CONTEXT);
  if (metric.kind !== "mean" && metric.kind !== "rows") throw new Error(`${name} is not drawn by rows`);
  const rows = 5000;
  return {
    metric,
    candidate: sideOf("candidate", rows, 1),
    baseline: sideOf("baseline", rows, 2),
    rows: Uint32Array.from({ length: rows }, (_, row) => row),
    weights: null,
    clusters: null,
    seed: 7,
    draws,
  };
}

function sideOf(name: string, rows: number, seed: number): Side {
  const random = createRandom(seed);
  const numbers = Float64Array.from({ length: rows }, () => random.next());
  const codes = Uint16Array.from({ length: rows }, (_, row) => row % 2);
  return {
    name,
    rows,
    classes: ["no", "yes"],
    columns: new Map([
      ["ms", { kind: "number", numbers }],
      ["score", { kind: "number", numbers }],
      ["label", { kind: "category", values: ["yes", "no"], codes }],
    ]),
    weights: null,
  };
}

test("threads make the same draws as no threads, with weights, clusters and the positive class", async () => {
  const resampler = threadedResampler(never, CONTEXT);
  const codes = Uint32Array.from({ length: 5000 }, (_, row) => row % 100);
  const weights = Float64Array.from(codes, (code) => code % 3);
  const asked = { ...drawing("roc-auc"), clusters: { codes, count: 100 }, weights };
  expect(await resampler.run(asked)).toEqual(await resampleHere.run(asked));
});

test("a few draws are made without threads, and are the same too", async () => {
  const resampler = threadedResampler(never, CONTEXT);
  const asked = { ...drawing("quantile(column=ms,q=0.9)", 20), baseline: null };
  expect(await resampler.run(asked)).toEqual(await resampleHere.run(asked));
});

test("an interruption ends the draws, on threads or not", async () => {
  for (const draws of [20, 5500]) {
    const interrupted = AbortSignal.abort(new Error("stopped"));
    const resampler = threadedResampler(interrupted, CONTEXT);
    await expect(resampler.run(drawing("quantile(column=ms,q=0.9)", draws))).rejects.toThrow("stopped");
  }
  const later = new AbortController();
  const running = threadedResampler(later.signal, CONTEXT).run(drawing("roc-auc", 1_000_000));
  setTimeout(() => later.abort(new Error("stopped later")), 50);
  await expect(running).rejects.toThrow("stopped later");
});
