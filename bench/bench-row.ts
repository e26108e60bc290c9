/** One measurement beside a peer, both made in the same run. */
export interface BenchRow {
  /** What was measured, with its size, such as "compare-metrics, 1,000,000 paired rows". */
  readonly what: string;
  /** Our figure with its unit, the median of the runs. */
  readonly ours: string;
  /** The peer or limit, and its figure. */
  readonly against: string;
  /** Ours against it as a reader would say it, such as "0.93 of its rate". */
  readonly ratio: string;
  /** What was aimed at, and whether it was reached. */
  readonly aim: string;
  readonly reached: boolean;
}

/** Whether a module is a benchmark: it exports `bench`. */
export function isBenchmark(module: unknown): module is { bench(): Promise<BenchRow[]> } {
  return typeof module === "object" && module !== null && "bench" in module && typeof module.bench === "function";
}
