import { BINS, SCORE_SUMS } from "../samples/score-sample.ts";
import type { GroupValue } from "./group-value.ts";

export const calibrationError: GroupValue = {
  name: "calibration-error",
  aliases: ["ece"],
  summary:
    "How far the share of positives is from the score, on average over 15 bins of equal width: the expected calibration error within the group. Chance alone makes it larger than 0, the more so the fewer rows.",
  unit: "rate",
  isShare: false,
  better: "lower",
  range: [0, 1],
  compared: "differences",
  of: ({ values, width }, group) => {
    const from = group * width + SCORE_SUMS.firstBin;
    let gaps = 0;
    let weights = 0;
    for (let bin = 0; bin < BINS; bin++) {
      const at = from + bin * SCORE_SUMS.perBin;
      weights += values[at] ?? 0;
      gaps += Math.abs((values[at + 1] ?? 0) - (values[at + 2] ?? 0));
    }
    return gaps / weights;
  },
  restsOn: ({ values, width }, group) => ({
    n: values[group * width + SCORE_SUMS.rows] ?? 0,
    positives: values[group * width + SCORE_SUMS.positives] ?? 0,
  }),
};
