import { readMetricFile } from "@airworthy/comparison";
import { UserError } from "@airworthy/evidence";
import { type Doubt, type ExperimentRecord, parsePathPattern } from "@airworthy/governance";
import { readTextFile } from "@airworthy/storage";
import type { Collected } from "./collect-outputs.ts";

const MOST_BYTES = 16 * 1024 * 1024;
/** As many as a report can list; the files themselves have all. */
const MOST_METRICS = 1_000;

export interface RecordedMetrics {
  readonly metrics: ExperimentRecord["metrics"];
  /** What keeps the record from being whole. */
  readonly doubts: readonly Doubt[];
}

/** The metrics among what the first run made. What is missing, cannot be read or is no number is told, never left out. */
export async function readMetrics(patterns: readonly string[], { kept }: Collected): Promise<RecordedMetrics> {
  const metrics: ExperimentRecord["metrics"] = [];
  const doubts: Doubt[] = [];
  const parsed = patterns.map((text) => parsePathPattern(text, "metrics"));
  for (const pattern of parsed) {
    if (![...kept.keys()].some((path) => pattern.matches(path))) {
      doubts.push(doubt("metrics-missing", pattern.text, `no output matches the metrics ${pattern.text}`));
    }
  }
  const files = [...kept].filter(([path]) => parsed.some((pattern) => pattern.matches(path)));
  for (const [path, location] of files) {
    try {
      for (const { name, value, problem } of readMetricFile(await readTextFile(location, path, MOST_BYTES), path)
        .metrics) {
        const full = files.length > 1 ? `${path}: ${name}` : name;
        if (problem === null) metrics.push({ name: full, value });
        else doubts.push(doubt("metric-not-finite", full, `the metric ${full} ${problem}`));
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      doubts.push(doubt("metrics-unreadable", path, error.message));
    }
  }
  if (metrics.length <= MOST_METRICS) return { metrics, doubts };
  const many = doubt("too-many-metrics", "metrics", `${metrics.length} metrics; ${MOST_METRICS} are recorded`);
  return { metrics: metrics.slice(0, MOST_METRICS), doubts: [...doubts, many] };
}

function doubt(reasonCode: string, id: string, headline: string): Doubt {
  return { reasonCode, id, headline: `The record is not whole: ${headline}` };
}
