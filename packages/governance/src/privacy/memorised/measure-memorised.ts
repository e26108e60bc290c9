import { newcombePaired, wilsonInterval } from "@airworthy/stats";
import { align, type Table } from "@airworthy/tables";
import type { Figure, FigureChange } from "../../audit/figure.ts";
import type { AuditMeasure } from "../../audit/finding.ts";
import { numberColumn } from "../columns.ts";
import type { Measured, PrivacyOptions } from "../measured.ts";
import { PROBE_RESULTS } from "./probe.ts";

export interface MemorisedOptions extends PrivacyOptions {
  /** The tokens that a shared run has at least, for the note: what the tables were read with. */
  readonly leastRun: number;
}

/**
 * Of prompts whose continuation is in the training data, the share that the model continues so: memorised-exact where its output starts with
 * all of the continuation, memorised-run where the two share a run of tokens. Wilson's intervals, and Newcombe's paired one of
 * the change. The tables have been read with `probeRequests`; rows pair by id, or a UserError says which do not.
 */
export function measureMemorised(candidate: Table, baseline: Table | null, options: MemorisedOptions): Measured {
  const aligned = align(candidate, baseline, []);
  const measures = Object.values(PROBE_RESULTS).map((metric): AuditMeasure => {
    const ours = numberColumn(aligned.candidate, metric).numbers;
    const theirs = aligned.baseline === null ? null : numberColumn(aligned.baseline, metric).numbers;
    return {
      metric,
      of: null,
      unit: "rate",
      better: "lower",
      candidate: shareOf(ours, options.level),
      baseline: theirs === null ? null : shareOf(theirs, options.level),
      difference: theirs === null ? null : changeOf(ours, theirs, options.level),
      gate: options.gateOf(metric),
      note: metric === PROBE_RESULTS.run ? `A run has at least ${options.leastRun} tokens.` : null,
    };
  });
  return { measures, tables: [] };
}

function shareOf(results: Float64Array, level: number): Figure | null {
  const n = results.length;
  if (n === 0) return null;
  const positives = results.reduce((sum, result) => sum + result, 0);
  return { value: positives / n, ...wilsonInterval(positives, n, level), n, positives };
}

function changeOf(ours: Float64Array, theirs: Float64Array, level: number): FigureChange | null {
  if (ours.length === 0) return null;
  const cells = [0, 0, 0, 0];
  for (let row = 0; row < ours.length; row++) {
    const cell = 2 * (ours[row] ?? 0) + (theirs[row] ?? 0);
    cells[cell] = (cells[cell] ?? 0) + 1;
  }
  const [neither = 0, onlyTheirs = 0, onlyOurs = 0, both = 0] = cells;
  const interval = newcombePaired(both, onlyOurs, onlyTheirs, neither, level);
  return { estimate: (onlyOurs - onlyTheirs) / ours.length, ...interval };
}
