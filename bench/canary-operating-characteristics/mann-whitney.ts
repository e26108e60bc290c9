/** z of 98 %, which Kayenta has fixed. */
const Z = 2.3263478740408408;
/** A part of the observed shift: what Kayenta does not yet call a difference. */
const TOLERANCE = 0.25;
const HALVINGS = 40;

/**
 * Whether Kayenta's judge would call the candidate's points High or Low beside the baseline's, both ascending: the Mann-Whitney
 * interval of the shift at 98 % lies beyond a quarter of the estimated shift (NetflixACAJudge's MannWhitneyClassifier, without an
 * effect size).
 */
export function isKayentaAlarm(candidate: readonly number[], baseline: readonly number[]): boolean {
  return isHigh(candidate, baseline) || isHigh(baseline, candidate);
}

function isHigh(upper: readonly number[], lower: readonly number[]): boolean {
  const least = (upper[0] ?? 0) - (lower.at(-1) ?? 0);
  const most = (upper.at(-1) ?? 0) - (lower[0] ?? 0);
  // Too few points for 98 % have, as in R's wilcox.test, the least difference of two as the end of their interval.
  const isShort = zOfShift(upper, lower, least) <= Z;
  if (isShort ? least <= 0 : zOfShift(upper, lower, 0) <= Z) return false;
  let [low, high] = [least, most];
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2;
    if (zOfShift(upper, lower, middle) > 0) low = middle;
    else high = middle;
  }
  const bound = TOLERANCE * Math.abs((low + high) / 2);
  return isShort ? least > bound : zOfShift(upper, lower, bound) > Z;
}

/** The statistic of the candidate less `shift`, with the corrections for ties and continuity that R's wilcox.test has. */
function zOfShift(candidate: readonly number[], baseline: readonly number[], shift: number): number {
  const [n, m] = [candidate.length, baseline.length];
  let [below, ties, i, j] = [0, 0, 0, 0];
  while (i < n || j < m) {
    const [own, other] = [(candidate[i] ?? Number.POSITIVE_INFINITY) - shift, baseline[j] ?? Number.POSITIVE_INFINITY];
    const value = Math.min(own, other);
    const [startI, startJ] = [i, j];
    while (i < n && (candidate[i] ?? 0) - shift === value) i++;
    while (j < m && baseline[j] === value) j++;
    const size = i - startI + (j - startJ);
    ties += size ** 3 - size;
    below += (i - startI) * (startJ + (j - startJ) / 2);
  }
  const centred = below - (n * m) / 2;
  const all = n + m;
  const deviation = Math.sqrt(((n * m) / 12) * (all + 1 - ties / (all * (all - 1))));
  return deviation > 0 ? (centred - 0.5 * Math.sign(centred)) / deviation : 0;
}
