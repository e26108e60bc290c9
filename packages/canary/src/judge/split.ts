import { asymptoticPValue, logSequentialRatio, sequentialPValue, seriesMean } from "@airworthy/stats";
import type { Exposure } from "../evidence/ramp.ts";
import type { SampleRatio } from "../evidence/sample-ratio.ts";
import { isFailure, type Look } from "./look.ts";
import { MOST_MISSING, pairedWindows, TIGHTEST_WINDOWS } from "./windows.ts";

/**
 * Whether units came to the versions in the share that was planned: of units by the sequential test of Lindon and Malek; of
 * requests by windows, where one user's may be many and neighbouring windows are alike, by the mean of the candidate's share.
 * Null where it cannot be tested.
 */
export function splitOf(look: Look, units: Exposure["units"]): SampleRatio | null {
  const { collected, compared, plan } = look;
  const total = units.candidate + units.baseline;
  if (total === 0) return null;
  const p = collected === null ? pOfWindows(look) : pOfUnits(units, compared.share);
  if (p === null) return null;
  const expected = total * compared.share;
  return {
    arms: [
      { name: "baseline", expected: total - expected, observed: units.baseline },
      { name: "candidate", expected, observed: units.candidate },
    ],
    p,
    threshold: plan.ratioThreshold,
    method: collected === null ? "prewhitened" : "dirichlet-multinomial",
    ok: p >= plan.ratioThreshold,
  };
}

function pOfUnits({ candidate, baseline }: Exposure["units"], share: number): number {
  return sequentialPValue(logSequentialRatio({ observed: [candidate, baseline], shares: [share, 1 - share] }));
}

function pOfWindows({ exposures, compared, plan }: Look): number | null {
  if (exposures === null || isFailure(exposures)) return null;
  const { pairs, missing } = pairedWindows(exposures);
  const asked = pairs.filter(({ candidate, baseline }) => candidate >= 0 && baseline >= 0 && candidate + baseline > 0);
  const lost = missing + pairs.length - asked.length;
  if (lost > MOST_MISSING * (asked.length + lost)) return null;
  const gaps = asked.map(({ candidate, baseline }) => candidate / (candidate + baseline) - compared.share);
  if (!gaps.every(Number.isFinite)) return null;
  const found = seriesMean(gaps, "prewhitened");
  if (!(found.squaredError < Number.POSITIVE_INFINITY)) return null;
  return asymptoticPValue(found, 0, { alpha: plan.ratioThreshold, side: "two-sided", tightestAt: TIGHTEST_WINDOWS });
}
