import { normalCdf } from "./normal-cdf.ts";
import { valuesWhere } from "./values-where.ts";

/** Up to so many differences, zeros included, p is exact, as in SciPy. */
const EXACT_UP_TO = 50;
/** And up to so many where there are ties or zeros. */
const EXACT_WITH_TIES_UP_TO = 13;

/**
 * Wilcoxon's signed-rank test of paired differences (Biometrics Bulletin 1, 1945): the smaller of the two sums of ranks, and the
 * two-sided p-value that the differences lie evenly about zero. The numbers are those of scipy.stats.wilcoxon(differences):
 * zeros are left out, ties share their mean rank; p is exact up to 50 differences (13 where there are ties or zeros), else
 * normal with the correction for ties and none for continuity. Without any difference but 0, p is 1. NaN is a RangeError.
 */
export function wilcoxonSignedRank(differences: Float64Array): { statistic: number; pValue: number } {
  if (differences.some(Number.isNaN)) throw new RangeError("differences to rank must be numbers, none of them NaN");
  let count = 0;
  let positive = 0;
  let tieTerm = 0;
  const sizes: number[] = [];
  forEachTie(differences, (size, positives) => {
    positive += positives * (count + (size + 1) / 2);
    tieTerm += size ** 3 - size;
    count += size;
    if (differences.length <= EXACT_UP_TO) sizes.push(size);
  });
  const statistic = Math.min(positive, (count * (count + 1)) / 2 - positive);
  const isPlain = tieTerm === 0 && count === differences.length;
  const isExact = differences.length <= (isPlain ? EXACT_UP_TO : EXACT_WITH_TIES_UP_TO);
  return { statistic, pValue: isExact ? exactPValue(statistic, sizes) : normalPValue(statistic, count, tieTerm) };
}

/**
 * Visits the differences of equal size, zeros left out, from the least size up: how many there are, and how many of
 * them are positive. Both signs are sorted apart and merged, so that no order of rows has to be kept.
 */
function forEachTie(differences: Float64Array, visit: (size: number, positives: number) => void): void {
  const up = valuesWhere(differences, (difference) => difference > 0).sort();
  const down = valuesWhere(differences, (difference) => difference < 0).sort();
  let i = 0;
  // The negative ones lie from the greatest size up to the least.
  let j = down.length - 1;
  while (i < up.length || j >= 0) {
    const size = Math.min(up[i] ?? Number.POSITIVE_INFINITY, -(down[j] ?? Number.NEGATIVE_INFINITY));
    const [fromUp, fromDown] = [i, j];
    while (up[i] === size) i++;
    while (down[j] === -size) j--;
    visit(i - fromUp + fromDown - j, i - fromUp);
  }
}

/**
 * Twice the share of the 2^n ways to sign the ranks in which one sign's ranks add up to no more. Ways are counted by that sum,
 * in half ranks, which ties have; the counts are whole numbers under 2^53.
 */
function exactPValue(statistic: number, sizes: readonly number[]): number {
  const count = sizes.reduce((sum, size) => sum + size, 0);
  const ways = new Float64Array(count * (count + 1) + 1);
  ways[0] = 1;
  let ranked = 0;
  for (const size of sizes) {
    const doubleRank = 2 * ranked + size + 1;
    for (let member = 0; member < size; member++) {
      for (let sum = ways.length - 1; sum >= doubleRank; sum--) {
        ways[sum] = (ways[sum] ?? 0) + (ways[sum - doubleRank] ?? 0);
      }
    }
    ranked += size;
  }
  const asExtreme = ways.subarray(0, 2 * statistic + 1).reduce((total, number) => total + number, 0);
  return Math.min(1, (2 * asExtreme) / 2 ** count);
}

function normalPValue(statistic: number, count: number, tieTerm: number): number {
  if (count === 0) return 1;
  const variance = (count * (count + 1) * (2 * count + 1) - tieTerm / 2) / 24;
  return 2 * normalCdf((statistic - (count * (count + 1)) / 4) / Math.sqrt(variance));
}
