import type { Side } from "../../tables/side.ts";
import { type Charted, unlessRefused } from "./charted.ts";
import { oneClass, rowsByClass, type Subject, scoreOfClass } from "./one-class.ts";
import { type RankedClass, rankClass, weightsOf } from "./ranked-class.ts";

/** Of the other rows and of the class's rows, the share that scores at least some threshold; each from 0 to 1. */
export interface RocPoint {
  readonly falsePositiveRate: number;
  readonly truePositiveRate: number;
}

/**
 * The ROC curve of the positive class on some rows, from (0, 0) to (1, 1): at most `mostPoints` of its points, 2 or more, each
 * some way along the curve from the one before. Null where there is no such score, or one class only.
 */
export function rocPoints(side: Side, rows: Uint32Array, mostPoints: number, charted: Charted): RocPoint[] | null {
  return unlessRefused(() => {
    const subject: Subject = { named: null, positive: charted.positive };
    const name = oneClass(subject, "roc");
    const isClass = rowsByClass(side, rows, charted.isMultiLabel)(name);
    return curve(rankClass(scoreOfClass(side, name, subject), rows, isClass), weightsOf(side, rows), mostPoints);
  });
}

function curve({ order, isClass }: RankedClass, weights: Float64Array | null, mostPoints: number): RocPoint[] | null {
  const weightOf = (row: number) => (weights === null ? 1 : (weights[row] ?? 0));
  let [positives, negatives] = [0, 0];
  for (let row = 0; row < isClass.length; row++) {
    if (isClass[row] === 1) positives += weightOf(row);
    else negatives += weightOf(row);
  }
  if (positives === 0 || negatives === 0) return null;
  const points: RocPoint[] = [{ falsePositiveRate: 0, truePositiveRate: 0 }];
  // The curve is 2 long, measured along the axes.
  const step = 2 / (mostPoints - 1);
  let [above, aboveOthers, drawn] = [0, 0, 0];
  for (let place = order.rows.length - 1; place > 0; place--) {
    const row = order.rows[place] ?? 0;
    if (isClass[row] === 1) above += weightOf(row);
    else aboveOthers += weightOf(row);
    if (order.endsTie[place - 1] === 0) continue;
    const [falsePositiveRate, truePositiveRate] = [aboveOthers / negatives, above / positives];
    const along = falsePositiveRate + truePositiveRate;
    if (along < drawn + step || along + step > 2) continue;
    points.push({ falsePositiveRate, truePositiveRate });
    drawn = along;
  }
  points.push({ falsePositiveRate: 1, truePositiveRate: 1 });
  return points;
}
