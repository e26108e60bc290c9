import type { Side } from "../../tables/side.ts";
import { binConfidences, sumByBin } from "./calibration-bins.ts";
import { type Charted, unlessRefused } from "./charted.ts";
import { confidencesOf } from "./confidence.ts";
import { probabilitiesWanted } from "./probabilities.ts";
import { weightsOf } from "./ranked-class.ts";

/** One bar of a reliability diagram. */
export interface ReliabilityBin {
  /** Rows, each as often as it weighs; above 0. */
  readonly count: number;
  /** The mean confidence, and the share that came true; each from 0 to 1. */
  readonly confidence: number;
  readonly accuracy: number;
}

/**
 * The reliability diagram of some rows: the bins of equal width that hold any, from the least confidence up. Confidence is that
 * in the top class, as ECE takes it. Null where the side has no probabilities to draw.
 */
export function reliability(side: Side, rows: Uint32Array, bins: number, charted: Charted): ReliabilityBin[] | null {
  return unlessRefused(() => {
    const confidences = confidencesOf(side, probabilitiesWanted("reliability", new Map(), charted));
    return sumByBin(binConfidences(confidences, bins), rows, weightsOf(side, rows))
      .filter(({ weight }) => weight > 0)
      .map(({ weight, confidence, right }) => ({
        count: weight,
        confidence: confidence / weight,
        accuracy: right / weight,
      }));
  });
}
