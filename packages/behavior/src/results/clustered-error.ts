import type { ClusterCount } from "./clusters.ts";

/**
 * The standard error of the mean over n cases that fall into C clusters, each -1, 0 or 1 (fixed, neither, new failure):
 * sqrt(C / (C - 1) * sum over clusters of (sum of deviations from the mean)^2) / n. Miller, Adding Error Bars to Evals
 * (2024), appendix A, with the correction for few clusters that inspect_ai has. Null where there are fewer than two clusters:
 * nothing then tells how clusters differ. It takes any whole-numbered values, so long as `net` is their sum.
 */
export function clusteredError(clusters: readonly ClusterCount[]): number | null {
  const count = clusters.length;
  if (count < 2) return null;
  let cases = 0;
  let net = 0;
  for (const cluster of clusters) {
    cases += cluster.cases;
    net += cluster.net;
  }
  const mean = net / cases;
  let squares = 0;
  for (const cluster of clusters) squares += (cluster.net - cluster.cases * mean) ** 2;
  return Math.sqrt((count / (count - 1)) * squares) / cases;
}
