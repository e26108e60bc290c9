import * as v from "valibot";

/** One measurement beside a peer or a limit. */
export const benchRowSchema = v.strictObject({
  /** What was measured, with its size, such as "compare-metrics, 1,000,000 paired rows". */
  what: v.string(),
  /** Our figure with its unit, the median of the runs. */
  ours: v.string(),
  /** The peer with its version, or the limit, and its figure. */
  against: v.string(),
  /** Ours against it as a reader would say it, such as "0.93 of its rate": the median of the ratios of all rounds. */
  ratio: v.string(),
  /** How often each side was run, in turn; how many were simulated. */
  runs: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** The least and the most of the rounds' ratios, such as "0.91 to 0.97". */
  spread: v.string(),
  /** What was aimed at, and whether it was reached. */
  aim: v.string(),
  reached: v.boolean(),
  /** Whether the README names it: one row a peer. */
  headline: v.exactOptional(v.literal(true)),
});

export type BenchRow = Readonly<v.InferOutput<typeof benchRowSchema>>;

/** Whether a module is a benchmark: it exports `bench`. */
export function isBenchmark(module: unknown): module is { bench(): Promise<BenchRow[]> } {
  return typeof module === "object" && module !== null && "bench" in module && typeof module.bench === "function";
}
