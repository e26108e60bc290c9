export { cohensKappa, KAPPA_WEIGHTS, type KappaWeights } from "./agreement/cohens-kappa.ts";
export {
  type Alpha,
  type AlphaBootstrap,
  type AlphaLevel,
  alphaInterval,
  krippendorffAlpha,
} from "./agreement/krippendorff-alpha.ts";
export { rocAuc, rocAucInOrder } from "./auc.ts";
export { orderScores, type RowWeights, type ScoreOrder } from "./auc-order.ts";
export { averagePrecision, averagePrecisionInOrder } from "./average-precision.ts";
export { averagePrecisionInfluence } from "./average-precision-influence.ts";
export { acceleration, bcaInterval, bcaPValue } from "./bca.ts";
export { benjaminiHochberg } from "./benjamini-hochberg.ts";
export { type Belief, betaBelief, normalBelief, probabilitiesBest } from "./best-arm.ts";
export { binomialProbability } from "./binomial.ts";
export { binomialQuantile, binomialUpperTail } from "./binomial-tail.ts";
export { bootstrapPValue, percentileInterval } from "./bootstrap.ts";
export { chiSquareUpper } from "./chi-square.ts";
export { clopperPearson, exactLowerBound, exactUpperBound } from "./clopper-pearson.ts";
export { clusterStandardError, clusterSums } from "./clusters.ts";
export { type AucInfluence, aucInfluence, type DeLong, delong } from "./delong.ts";
export { jensenShannonDistance, LEAST_SHARE, populationStabilityIndex } from "./drift.ts";
export { type BinnedValues, LEAST_BINS, quantileBins, type TwoSamples } from "./drift-bins.ts";
export { kolmogorovSmirnov } from "./drift-kolmogorov-smirnov.ts";
export { fisherExact, fisherExactOneSided } from "./fisher-exact.ts";
export { holm } from "./holm.ts";
export { logNormalCdf } from "./log-normal-cdf.ts";
export { mcnemarExact } from "./mcnemar.ts";
export { type Moments, momentsOf, sampleVariance } from "./moments.ts";
export { multinomialResampler } from "./multinomial.ts";
export { newcombeDifference, newcombePaired } from "./newcombe.ts";
export { normalQuantile } from "./normal.ts";
export { normalCdf } from "./normal-cdf.ts";
export { type Permutations, signFlipTest } from "./permutation.ts";
export { type Interval, wilsonInterval } from "./proportion.ts";
export { createRandom, mix32, type Random } from "./random.ts";
export {
  type ChiSquare,
  chiSquareRatio,
  logSequentialRatio,
  type PlannedCounts,
  sequentialPValue,
} from "./sample-ratio.ts";
export { seedFrom } from "./seed.ts";
export { type AlphaClass, splitAlpha } from "./sequential/alpha-split.ts";
export { type Arm, difference, type Estimate, estimateOf, relativeDifference } from "./sequential/arm.ts";
export { asymptoticFactor, asymptoticPValue, asymptoticSequence } from "./sequential/asymptotic.ts";
export type { Bounds } from "./sequential/bernstein.ts";
export { type Arms, borrowVariance } from "./sequential/borrowed-variance.ts";
export { type AdjustedArms, adjustByCovariate } from "./sequential/cuped.ts";
export { empiricalBernstein, empiricalBernsteinOfBatches } from "./sequential/empirical-bernstein.ts";
export { growthOfEstimate, unitsForDifference } from "./sequential/growth.ts";
export { quantileDifference, quantileDifferencePValue } from "./sequential/quantile-difference.ts";
export { quantileSequence } from "./sequential/quantile-sequence.ts";
export { type Bucket, type Ranked, rankedBuckets, rankedValues } from "./sequential/ranked.ts";
export { logRateEvidence, type RateMargin, type RateWindow } from "./sequential/rare-events.ts";
export { rareEventsPValue, rateDifferenceSequence } from "./sequential/rate-difference.ts";
export { growthOfRareEvents, growthOfRate, unitsForRareEvents } from "./sequential/rate-growth.ts";
export { ratePValue, rateSequence } from "./sequential/rate-sequence.ts";
export { relativeSequence } from "./sequential/relative-sequence.ts";
export { rowsByUnit } from "./sequential/rows-by-unit.ts";
export { unitsForBounded, unitsForQuantile } from "./sequential/sample-sizes.ts";
export type { SequenceSettings, Side } from "./sequential/settings.ts";
export { type Stratum, stratifiedDifference } from "./sequential/strata.ts";
export { meanOfUnits, type PairSums, ratioOfUnits, type UnitSums } from "./sequential/unit-sums.ts";
export { type LongRunMethod, seriesMean } from "./sequential/window-series.ts";
export { type SampleEstimate, studentTest, welch } from "./student.ts";
export { studentTCdf, studentTQuantile, studentTwoSided } from "./student-distribution.ts";
export { wilcoxonSignedRank } from "./wilcoxon.ts";
